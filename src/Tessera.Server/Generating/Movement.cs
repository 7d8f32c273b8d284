namespace Tessera.Server.Generating;

/// <summary>How far a picture is: partial pictures that have come, or what a gateway says of a model that it runs itself.</summary>
/// <param name="Done">Of <paramref name="Total"/>; partial pictures or tokens.</param>
/// <param name="Total">Null: as many as were asked for.</param>
/// <param name="Note">A few words; null: none.</param>
internal readonly record struct Movement(int Done, int? Total = null, string? Note = null);
