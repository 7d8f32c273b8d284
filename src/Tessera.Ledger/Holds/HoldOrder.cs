using Tessera.Ledger.Budgets;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Records;

namespace Tessera.Ledger.Holds;

/// <summary>What is to be set aside before a provider is asked.</summary>
/// <param name="Worst">The most that the call can come to.</param>
/// <param name="Draft">The record as far as it is known: written, with the outcome that the books can still find out, should the process die.</param>
public sealed record HoldOrder(ApiKey Key, Amounts Worst, GenerationRecord Draft)
{
    public string GenerationId => Draft.Id;

    /// <summary>Called with the place in line, 1 for the next, each time it changes while the call waits; null where nobody looks.</summary>
    public Action<int>? OnPlace { get; init; }
}
