using Tessera.Ledger.Budgets;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;

namespace Tessera.Ledger.Holds;

/// <summary>What an ended call is counted as.</summary>
internal static class Charge
{
    /// <summary>
    /// Money by its cost, and by what is at risk beside it: of an earlier attempt, or while the cost is unknown. A call that
    /// failed has been a request all the same. Nothing of the calls in flight stays.
    /// </summary>
    public static Amounts Of(GenerationRecord record) => new(
        ((record.Cost ?? Usd.Zero) + (record.AtRisk ?? Usd.Zero)).Nanos,
        Requests: 1,
        record.Usage.Images,
        record.Usage.TotalTokens,
        record.Usage.Pixels,
        Calls: 0);
}
