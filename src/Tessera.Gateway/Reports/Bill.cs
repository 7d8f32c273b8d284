using Tessera.Ledger.Entries;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;

namespace Tessera.Gateway.Reports;

/// <summary>What a call comes to by all its entries.</summary>
/// <param name="Cost">What is certain, corrections and new prices included; null where nothing is.</param>
/// <param name="AtRisk">What a provider may charge beside it.</param>
internal readonly record struct Bill(Usd? Cost, Usd AtRisk)
{
    /// <param name="entries">Empty: the call cost nothing.</param>
    public static Bill Of(GenerationRecord record, IReadOnlyList<Entry> entries)
    {
        var spend = Spend.Of(entries);
        var certain = spend.Amount - spend.AtRisk;
        var isKnown = spend.Unpriced == 0 && (spend.AtRisk == Usd.Zero || certain > Usd.Zero);
        return new Bill(entries.Count == 0 ? record.Cost : isKnown ? certain : null, spend.AtRisk);
    }
}
