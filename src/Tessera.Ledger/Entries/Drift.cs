using Tessera.Ledger.Money;

namespace Tessera.Ledger.Entries;

/// <summary>How the providers' own figures differ from ours, over calls for which both are known.</summary>
/// <param name="Worst">The calls with the largest differences, at most <see cref="WorstMax"/>.</param>
public sealed record Drift(IReadOnlyList<DriftRow> Rows, IReadOnlyList<DriftCall> Worst)
{
    public const int WorstMax = 20;
}

/// <summary>One model at one provider.</summary>
/// <param name="Compared">Calls with both figures.</param>
/// <param name="Differing">Those of them in which the two are not equal to the nano-dollar.</param>
public sealed record DriftRow(string Model, string? Provider, long Compared, long Differing, Usd Ours, Usd Theirs)
{
    /// <summary>Above zero: the provider charges more than we book.</summary>
    public Usd Difference => Theirs - Ours;
}

public sealed record DriftCall(string Generation, DateTimeOffset UsedAt, string Model, string? Provider, Usd Ours, Usd Theirs)
{
    public Usd Difference => Theirs - Ours;
}
