using Tessera.Ledger.Budgets;

namespace Tessera.Ledger.Holds;

/// <summary>One window of one account as this node sees it. Its owner's lock guards it.</summary>
internal sealed class Window(Account account, DateTimeOffset startsAt, DateTimeOffset? endsAt)
{
    /// <summary>As it is limited now; an account that is gone keeps its last.</summary>
    public Account Account { get; set; } = account;

    public DateTimeOffset StartsAt => startsAt;

    public DateTimeOffset? EndsAt => endsAt;

    /// <summary>What this node may draw in all: never less than <see cref="Held"/> and <see cref="Unreported"/> together.</summary>
    public long Slice { get; set; }

    /// <summary>Drawn by calls that run.</summary>
    public long Held { get; set; }

    /// <summary>Spent by calls that have ended, and not yet in the database.</summary>
    public long Unreported { get; set; }

    public long Room => Slice - Held - Unreported;

    public bool Covers(DateTimeOffset moment) => moment >= startsAt && (endsAt is null || moment < endsAt);

    public Standing Standing => new(Account, Unreported, Held, startsAt, endsAt);
}
