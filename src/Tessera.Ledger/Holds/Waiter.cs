namespace Tessera.Ledger.Holds;

/// <summary>A call that stands in line. The till's lock guards it.</summary>
internal abstract class Waiter(Draw[] draws, long since, CancellationToken cancellation)
{
    /// <summary>What it needs, and from which windows.</summary>
    public Draw[] Draws => draws;

    /// <summary>By the monotonic clock.</summary>
    public long Since => since;

    public CancellationToken Cancellation => cancellation;

    public CancellationTokenRegistration Leaving { get; set; }

    public bool IsDone { get; set; }

    /// <summary>The window it is counted as waiting for.</summary>
    public Window? Behind { get; set; }

    /// <summary>Is to be looked at in the next group that takes slices.</summary>
    public bool Asks { get; set; }

    /// <summary>When the database was last looked at for this call. 0: never.</summary>
    public long LookedAt { get; set; }

    /// <summary>The window that the database has too little of, and no other node anything to give. Null: not known.</summary>
    public Window? Final { get; set; }

    /// <summary>The other nodes were told that something is wanted here.</summary>
    public Window? WantWindow { get; set; }

    public long Want { get; set; }

    public int PlaceTold { get; set; }

    public virtual Action<int>? OnPlace => null;

    /// <summary>Brings the draws to the windows of now.</summary>
    public abstract void Aim(Func<Window, Window> current);

    /// <summary>All that it needs has been drawn.</summary>
    public abstract void Grant();

    public abstract void Refuse(Refusal refusal);

    public abstract void Cancel();
}
