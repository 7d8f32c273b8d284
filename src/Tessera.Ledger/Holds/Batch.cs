using Tessera.Ledger.Records;

namespace Tessera.Ledger.Holds;

/// <summary>What goes to the database in one transaction. Once collected only its results are filled in, so that it can be tried again as it is.</summary>
internal sealed class Batch(IReadOnlyList<Settlement> settlements)
{
    public IReadOnlyList<Settlement> Settlements => settlements;

    public Dictionary<Window, WindowRow> Windows { get; } = [];

    public List<Ask> Asks { get; } = [];

    /// <summary>Holds that get a row, since they run for longer than a group takes.</summary>
    public List<(Hold Hold, HoldNote Note)> Kept { get; } = [];

    /// <summary>Nothing is in hand after this: nobody needs to watch whether this node lives.</summary>
    public bool Sleeps { get; set; }

    /// <summary>More than records, which are harmless twice; a group of nothing shows that this node lives.</summary>
    public bool IsFenced => settlements.Count == 0 || Windows.Count > 0 || Kept.Count > 0 || Sleeps || settlements.Any(settlement => settlement.Hold is not null);

    public WindowRow Row(Window window)
    {
        if (!Windows.TryGetValue(window, out var row))
        {
            Windows[window] = row = new WindowRow(window);
        }

        return row;
    }
}

/// <summary>The end of a call on its way to the database.</summary>
/// <param name="Record">Null where the database refused it: what it cost counts all the same.</param>
/// <param name="Hold">Null for a record by itself.</param>
internal sealed record Settlement(GenerationRecord? Record, Hold? Hold);

/// <summary>What a group changes in one window, and what it saw there.</summary>
internal sealed class WindowRow(Window window)
{
    public Window Window => window;

    public long Owed { get; set; }

    public long Held { get; set; }

    public long Answered { get; set; }

    /// <summary>Another node lacked something here a moment ago.</summary>
    public bool IsWanted { get; set; }

    /// <summary>What could be drawn when it was collected.</summary>
    public long Room { get; set; }

    /// <summary>The sum of the charges in this group; taken off the slice.</summary>
    public long Reported { get; set; }

    /// <summary>The same, less what the database knew already.</summary>
    public long Posted { get; set; }

    public long Spent { get; set; }

    public long Sliced { get; set; }

    public long Wanted { get; set; }

    public long Taken { get; set; }

    /// <summary>Seen of other nodes: in all, held by calls, the lowest want answered. Null: not looked at.</summary>
    public (long Amount, long Held, long Answered)? Elsewhere { get; set; }
}

/// <summary>A call in line that lacks something, with what it needs.</summary>
internal sealed class Ask(Waiter waiter, (Window Window, long Amount)[] needs)
{
    public Waiter Waiter => waiter;

    public (Window Window, long Amount)[] Needs => needs;

    /// <summary>What there is too little of; null: there was enough.</summary>
    public Window? Lacks { get; set; }

    /// <summary>And no other node has anything to give.</summary>
    public bool IsFinal { get; set; }

    /// <summary>The number under which the others were told.</summary>
    public long Want { get; set; }
}
