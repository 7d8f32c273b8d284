using Tessera.Ledger.Money;

namespace Tessera.Ledger.Entries;

/// <summary>What some entries come to together.</summary>
/// <param name="Calls">Calls that cost something, or may.</param>
/// <param name="Amount">All that is known, what is at risk included.</param>
/// <param name="AtRisk">What of it is not certain.</param>
/// <param name="Unpriced">Calls whose cost nobody knows; they are in no amount.</param>
public readonly record struct Spend(long Calls, Usd Amount, Usd AtRisk, long Unpriced, Usage Usage)
{
    /// <exception cref="OverflowException">A sum does not fit.</exception>
    public static Spend operator +(Spend a, Spend b) =>
        new(checked(a.Calls + b.Calls), a.Amount + b.Amount, a.AtRisk + b.AtRisk, checked(a.Unpriced + b.Unpriced), a.Usage + b.Usage);

    public static Spend Of(Entry entry) => new(entry.Place == 0 ? 1 : 0, entry.Amount ?? Usd.Zero, entry.AtRisk, entry.Unpriced, entry.Usage);

    public static Spend Of(IEnumerable<Entry> entries) => entries.Aggregate(default(Spend), (sum, entry) => sum + Of(entry));
}
