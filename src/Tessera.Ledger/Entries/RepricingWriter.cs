using Tessera.Ledger.Money;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Entries;

/// <summary>Prices a page of calls anew. Within the caller's transaction, which is one page long so that others can write in between.</summary>
internal static class RepricingWriter
{
    /// <summary>Calls in one transaction: some 10 ms in which the writer of records waits.</summary>
    public const int PageCallsMax = 500;

    /// <param name="at">The generation that the page before ended with; comes back as the last of this one, null after the last page.</param>
    /// <param name="priceOf">Today's cost of what a call used, and where the prices are from; null where there is none.</param>
    public static RepricingResult Page(
        Connection connection, Repricing order, ref (DateTimeOffset UsedAt, string Generation)? at, Func<Entry, (Usd Cost, PriceOrigin? Price)?> priceOf, DateTimeOffset now)
    {
        var result = RepricingResult.Nothing;
        var calls = Read(connection, order, at);
        var windows = new WindowPosts(connection);
        foreach (var (call, sum, places, corrections) in calls)
        {
            result = result with { Looked = result.Looked + 1 };
            if (corrections > 0)
            {
                result = result with { Corrected = result.Corrected + 1 };
            }
            else if (priceOf(call) is not { } price)
            {
                result = result with { Unknown = result.Unknown + 1 };
            }
            else if (Of(call, sum, price) is var change && (change.Amount != Usd.Zero || change.Unpriced != 0))
            {
                var entry = call with
                {
                    Place = places,
                    Kind = EntryKind.Reprice,
                    BookedAt = now,
                    Usage = default,
                    Amount = change.Amount,
                    AtRisk = change.AtRisk,
                    Unpriced = (int)change.Unpriced,
                    ProviderCost = null,
                    Price = price.Price,
                    Reason = order.Reason,
                };
                if (!order.DryRun)
                {
                    if (!EntryRow.TryInsert(connection, entry))
                    {
                        // Another process has just set this call right: it stays as that left it.
                        continue;
                    }

                    windows.Add(entry);
                }

                result = result with
                {
                    Changed = result.Changed + 1,
                    Priced = result.Priced - change.Unpriced,
                    Before = result.Before + sum.Amount,
                    After = result.After + sum.Amount + change.Amount,
                };
            }
        }

        windows.Write();
        at = calls.Count < PageCallsMax ? null : (calls[^1].Call.UsedAt, calls[^1].Call.Generation);
        return result;
    }

    /// <summary>
    /// What the entry adds to the sums. What an earlier attempt may have cost has nothing to do with the price of this one; a call
    /// without a price was counted at its cap, which goes. Pure.
    /// </summary>
    internal static Spend Of(Entry call, Spend sum, (Usd Cost, PriceOrigin? Price) price) => call.Kind == EntryKind.Unpriced && sum.Unpriced > 0
        ? new Spend(0, price.Cost - sum.Amount, Usd.Zero - sum.AtRisk, -sum.Unpriced, default)
        : new Spend(0, price.Cost - (sum.Amount - sum.AtRisk), Usd.Zero, 0, default);

    private static List<(Entry Call, Spend Sum, int Places, long Corrections)> Read(Connection connection, Repricing order, (DateTimeOffset UsedAt, string Generation)? at)
    {
        var filter = new EntryFilter { Model = order.Model, Provider = order.Provider };
        var rows = new List<(Entry, Spend, int, long)>();
        using var statement = connection.Prepare(EntrySql.ToReprice(filter.Sql));
        statement
            .Add(UnixTime.Microseconds(order.From)).Add(UnixTime.Microseconds(order.To))
            .Add(UnixTime.Microseconds(at?.UsedAt ?? DateTimeOffset.UnixEpoch)).Add(at?.Generation ?? "");
        for (filter.Give(statement).Add(PageCallsMax); statement.Step();)
        {
            var sum = new Spend(1, new Usd(statement.Integer(EntryRow.Columns)), new Usd(statement.Integer(EntryRow.Columns + 1)), statement.Integer(EntryRow.Columns + 2), default);
            rows.Add((EntryRow.Read(statement), sum, (int)statement.Integer(EntryRow.Columns + 3) + 1, statement.Integer(EntryRow.Columns + 4)));
        }

        return rows;
    }
}
