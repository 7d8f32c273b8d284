namespace Tessera.Ledger.Money;

/// <summary>Where the prices of a cost were read, and when.</summary>
public sealed record PriceOrigin(string Source, DateOnly AsOf);
