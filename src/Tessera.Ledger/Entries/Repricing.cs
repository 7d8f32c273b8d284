using Tessera.Ledger.Money;

namespace Tessera.Ledger.Entries;

/// <summary>Which calls are to be priced anew, from the quantities that the books kept.</summary>
/// <param name="From">Calls that began then or later.</param>
/// <param name="To">Calls that began before.</param>
/// <param name="DryRun">Only says what would be booked.</param>
public sealed record Repricing(DateTimeOffset From, DateTimeOffset To, string? Model, string? Provider, string Reason, bool DryRun);

/// <summary>What pricing anew came to. Calls at risk, and calls that somebody set right by hand, are left as they are.</summary>
/// <param name="Looked">Calls in the range.</param>
/// <param name="Changed">Those whose cost is another now.</param>
/// <param name="Priced">Those of them whose cost was unknown before.</param>
/// <param name="Corrected">Left alone, since a correction knows better than a price list.</param>
/// <param name="Unknown">Left alone, since there is no price for them today.</param>
/// <param name="Before">What the changed ones came to.</param>
/// <param name="After">What they come to now.</param>
public sealed record RepricingResult(long Looked, long Changed, long Priced, long Corrected, long Unknown, Usd Before, Usd After)
{
    public static RepricingResult Nothing { get; } = new(0, 0, 0, 0, 0, Usd.Zero, Usd.Zero);

    public Usd Difference => After - Before;

    public static RepricingResult operator +(RepricingResult a, RepricingResult b) => new(
        a.Looked + b.Looked, a.Changed + b.Changed, a.Priced + b.Priced, a.Corrected + b.Corrected, a.Unknown + b.Unknown, a.Before + b.Before, a.After + b.After);
}
