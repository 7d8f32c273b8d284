using Tessera.Ledger.Budgets;

namespace Tessera.Ledger.Holds;

/// <summary>One window of one account as this node sees it. The till's lock guards it.</summary>
internal sealed class Window(Account account, DateTimeOffset startsAt, DateTimeOffset? endsAt)
{
    /// <summary>As it is limited now; an account that is gone keeps its last.</summary>
    public Account Account { get; set; } = account;

    public DateTimeOffset StartsAt => startsAt;

    public DateTimeOffset? EndsAt => endsAt;

    /// <summary>What this node may draw in all: never less than <see cref="Held"/> and <see cref="Unreported"/> together.</summary>
    public long Slice { get; private set; }

    /// <summary>Drawn by calls that run.</summary>
    public long Held { get; private set; }

    /// <summary>Spent by calls that have ended, and not yet in the database.</summary>
    public long Unreported { get; private set; }

    /// <summary>Of <see cref="Slice"/>, what the database does not know of yet; negative for what is given back.</summary>
    public long Owed { get; private set; }

    /// <summary>What can be drawn without asking the database.</summary>
    public long Room => Slice - Held - Unreported;

    /// <summary>What the database had as spent when it was last looked at.</summary>
    public long SpentSeen { get; set; }

    /// <summary>What calls of other nodes held then.</summary>
    public long HeldElsewhere { get; set; }

    /// <summary>The highest want of another node that was answered by giving back.</summary>
    public long Answered { get; set; }

    /// <summary>When all of it was seen to be in the hands of this node, by the monotonic clock: asking again is useless. 0: never.</summary>
    public long DryAt { get; set; }

    /// <summary>When another node was last seen to lack something here. 0: never.</summary>
    public long WantedAt { get; set; }

    /// <summary>The last round through the line in which a call was found that lacks something here.</summary>
    public long BlockedRound { get; set; }

    /// <summary>Calls in line that lack something here first.</summary>
    public int Waiting { get; set; }

    /// <summary>In the next group.</summary>
    public bool IsChanged { get; set; }

    /// <summary>Its time is over.</summary>
    public bool IsPast { get; set; }

    /// <summary>More may be spent and set aside than the limit allows: a call cost more than it held, or the limit was lowered. Until the database says otherwise.</summary>
    public bool IsOver { get; set; }

    /// <summary>What comes free must not be drawn again before the database was asked.</summary>
    public bool KeepsNothing => IsPast || IsOver;

    public bool IsEmpty => Slice == 0 && Owed == 0;

    public Standing Standing => new(Account, SpentSeen + Unreported, Held + HeldElsewhere, startsAt, endsAt);

    public bool Covers(DateTimeOffset moment) => moment >= startsAt && (endsAt is null || moment < endsAt);

    public void Hold(long amount) => Held += amount;

    /// <summary>A call has ended: what it held is free, what it cost is spent. What it cost beyond that is taken without asking, since it is spent.</summary>
    public void Settle(long held, long charge)
    {
        Held -= held;
        Unreported += charge;
        if (Room < 0)
        {
            Take(-Room, isWritten: false);
            IsOver = true;
        }
    }

    public void Take(long amount, bool isWritten)
    {
        Slice += amount;
        Owed += isWritten ? 0 : amount;
    }

    /// <summary>Gives back what no call holds; it cannot be drawn any more.</summary>
    public long GiveBack()
    {
        var room = Room;
        Slice -= room;
        Owed -= room;
        DryAt = 0;
        return room;
    }

    /// <summary>The database knows of this spending now.</summary>
    public void Report(long amount)
    {
        Unreported -= amount;
        Slice -= amount;
    }

    /// <summary>The database knows of this part of <see cref="Owed"/> now.</summary>
    public void Pay(long owed) => Owed -= owed;

    /// <summary>What the database says that this node has, after a group of which it was not known whether it was written.</summary>
    public void Correct(long written) => Slice = written + Owed;

    /// <summary>The database knows of nothing: keeps what is really needed, and owes all of it.</summary>
    public void StartAnew()
    {
        Slice = Held + Unreported;
        Owed = Slice;
        IsOver = true;
        (DryAt, Answered, WantedAt) = (0, 0, 0);
    }
}
