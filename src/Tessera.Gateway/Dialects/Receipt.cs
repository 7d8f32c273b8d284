using Tessera.Gateway.Calls;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Dialects;

/// <summary>What a client is told beside the pictures: which call it was, who served it, what it cost, what was changed.</summary>
/// <param name="Cost">Null while unknown; unknown is not 0.</param>
internal sealed record Receipt(string GenerationId, string Model, string Provider, Usd? Cost, IReadOnlyList<TriedRoute> Tried, IReadOnlyList<Adjustment> Adjustments);

/// <summary>One attempt, for those formats that report routing.</summary>
internal sealed record TriedRoute(string Provider, string ProviderModel, DateTimeOffset StartedAt, DateTimeOffset EndedAt, int? Status, string? Error);
