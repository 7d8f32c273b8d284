using Tessera.Gateway.Catalogue;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Pricing;

/// <summary>What a call comes to on one route, before it runs. Money is null where it is not known, which is never 0.</summary>
internal sealed record RoutePrice
{
    /// <summary>The call surely costs no less.</summary>
    public required Usd? Min { get; init; }

    /// <summary>What the sandbox charges, and the provider too where it counts as it was seen to count.</summary>
    public required Usd? Likely { get; init; }

    /// <summary>A provider that keeps to its own formulas and price lines charges no more.</summary>
    public required Usd? Max { get; init; }

    /// <summary>Why the price is a range, or not known at all; empty where it is exact.</summary>
    public required IReadOnlyList<PriceReason> Reasons { get; init; }

    /// <summary>The quantities behind the three figures.</summary>
    public required TokenEstimate Quantities { get; init; }

    /// <summary>The price lines that the figures were computed from, each once.</summary>
    public required IReadOnlyList<PriceLine> Lines { get; init; }

    public bool IsExact => Max is not null && Min == Max && Reasons.Count == 0;
}

/// <summary>One reason why a price is not exact.</summary>
/// <param name="Code">For programs: <c>size_auto</c>.</param>
/// <param name="Sentence">For people.</param>
internal sealed record PriceReason(string Code, string Sentence);
