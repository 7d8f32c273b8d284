using Tessera.Ledger.Budgets;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;

namespace Tessera.Ledger.Holds;

/// <summary>
/// What is set aside for one generation, in every account that applies to it. For one call at a time. It ends with exactly one
/// <see cref="Settle"/>.
/// </summary>
public sealed class Hold
{
    private readonly Holds _owner;

    internal Hold(Holds owner, HoldOrder order, Draw[] draws, IReadOnlyList<Account> softReached) =>
        (_owner, Order, Draws, SoftReached, Worst) = (owner, order, draws, softReached, new Usd(order.Worst.Money));

    public string GenerationId => Order.GenerationId;

    /// <summary>Accounts at or over one of their soft thresholds with this hold.</summary>
    public IReadOnlyList<Account> SoftReached { get; }

    internal HoldOrder Order { get; }

    // The till's lock guards what follows.

    /// <summary>What it draws; once it has ended, what it is charged.</summary>
    internal Draw[] Draws { get; }

    internal Usd Worst { get; set; }

    /// <summary>The most that the provider that was asked last can charge; null while none was.</summary>
    internal Usd? AskedFor { get; set; }

    /// <summary>By the monotonic clock.</summary>
    internal long AskedAt { get; set; }

    /// <summary>It has, or is about to get, a row in the database.</summary>
    internal bool IsKept { get; set; }

    internal bool IsEnded { get; set; }

    // The spool's lock guards what follows.

    /// <summary>Where the spool has what was asked; null where it has not.</summary>
    internal Segment? AskedIn { get; set; }

    internal Segment? EndedIn { get; set; }

    /// <summary>Bytes of the spool that are set aside for it.</summary>
    internal long Reserved { get; set; }

    /// <summary>Sets aside another amount of money, because the next route costs more or less. A refusal leaves the hold as it was.</summary>
    public ValueTask<Refusal?> ResizeAsync(Usd worst, CancellationToken cancellation = default) => _owner.ResizeAsync(this, worst, cancellation);

    /// <summary>From now on a provider is asked: if this process dies, the worst case counts as spent. Durable against a kill when it returns.</summary>
    public void Asked() => _owner.Ask(this);

    /// <summary>
    /// The end of the call. Posts its cost, or what is at risk, or nothing; gives the rest back; the record goes to the journal.
    /// Again changes nothing.
    /// </summary>
    public void Settle(GenerationRecord record) => _owner.Settle(this, record);
}
