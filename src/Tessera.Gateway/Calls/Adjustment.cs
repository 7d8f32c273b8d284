namespace Tessera.Gateway.Calls;

/// <summary>What became of a parameter that was not simply passed on.</summary>
internal enum AdjustmentKind
{
    Dropped,
    Mapped,
    Ignored,
}

/// <summary>One entry of <c>x-tessera-adjusted</c>: no parameter is dropped or changed in silence.</summary>
/// <param name="Note">What was done, in words; for <c>prompt</c>, the words that were not understood.</param>
internal sealed record Adjustment(string Field, AdjustmentKind Kind, string Note);
