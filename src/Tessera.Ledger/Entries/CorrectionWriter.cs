using Tessera.Ledger.Money;
using Tessera.Ledger.Records;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Entries;

/// <summary>Sets the cost of a call right by one more entry. Within the caller's transaction.</summary>
internal static class CorrectionWriter
{
    /// <summary>Null where another process has just booked something for the same generation: try again.</summary>
    public static CorrectionResult? TryBook(Connection connection, Correction order, GenerationRecord? record, DateTimeOffset now)
    {
        if (EntryRow.Find(connection, EntrySql.OfReference, order.Id) is [var earlier])
        {
            var there = EntryRow.Find(connection, EntrySql.OfGeneration, earlier.Generation);
            return IsSame(earlier, order, there)
                ? new CorrectionResult(earlier, null, CostOf(there), IsRepeat: true)
                : new CorrectionResult(earlier, CorrectionFault.AnotherWithThisId, null, IsRepeat: false);
        }

        var entries = EntryRow.Find(connection, EntrySql.OfGeneration, order.Generation);
        if ((entries is [var first, ..] ? first : record is null ? null : EntryWriter.Blank(record, now)) is not { } model)
        {
            return new CorrectionResult(null, CorrectionFault.NoGeneration, null, IsRepeat: false);
        }

        if (Decide(order, entries, out var change) is { } fault)
        {
            return new CorrectionResult(null, fault, null, IsRepeat: false);
        }

        var entry = model with
        {
            // Place 0 is for how the call ended, even where that comes later.
            Place = entries is [.., var last] ? last.Place + 1 : 1,
            Kind = EntryKind.Correction,
            BookedAt = now,
            Usage = default,
            Amount = change.Amount,
            AtRisk = change.AtRisk,
            Unpriced = (int)change.Unpriced,
            ProviderCost = null,
            Price = null,
            Reference = order.Id,
            Reason = order.Reason,
        };
        if (!EntryRow.TryInsert(connection, entry))
        {
            return null;
        }

        var windows = new WindowPosts(connection);
        windows.Add(entry);
        windows.Write();
        return new CorrectionResult(entry, null, CostOf([.. entries, entry]), IsRepeat: false);
    }

    /// <summary>What the entry adds to the sums. Pure.</summary>
    internal static CorrectionFault? Decide(Correction order, IReadOnlyList<Entry> entries, out Spend change)
    {
        var sum = Spend.Of(entries);
        var isOpen = sum.AtRisk != Usd.Zero || sum.Unpriced != 0;
        change = order.Cost is { } cost
            ? new Spend(0, cost - sum.AtRisk, Usd.Zero - sum.AtRisk, -sum.Unpriced, default)
            : new Spend(0, order.Add!.Value, Usd.Zero, 0, default);
        return (order.Cost is not null, isOpen) switch
        {
            (true, false) => CorrectionFault.Settled,
            (false, true) => CorrectionFault.Open,
            _ => (sum + change).Amount < Usd.Zero ? CorrectionFault.BelowZero : null,
        };
    }

    private static Usd? CostOf(IReadOnlyList<Entry> entries) => Spend.Of(entries) is { Unpriced: 0 } sum ? sum.Amount : null;

    /// <summary>What was asked for is read off the entry: added, or brought to a cost.</summary>
    private static bool IsSame(Entry earlier, Correction order, IReadOnlyList<Entry> entries)
    {
        var wasSettled = earlier.AtRisk != Usd.Zero || earlier.Unpriced != 0;
        var before = Spend.Of(entries.Where(entry => entry.Place < earlier.Place));
        return earlier.Generation == order.Generation && earlier.Reason == order.Reason
            && (order.Cost is { } cost ? wasSettled && earlier.Amount == cost - before.AtRisk : !wasSettled && earlier.Amount == order.Add);
    }
}
