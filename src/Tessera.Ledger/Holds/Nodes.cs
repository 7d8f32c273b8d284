using Tessera.Ledger.Identifiers;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Holds;

/// <summary>The other processes that have these books open, as far as their rows tell. For one thread at a time.</summary>
internal sealed class Nodes(Connection connection, TimeProvider time)
{
    /// <summary>
    /// A node whose beat stands still for this long, by the observer's own monotonic clock, is dead: five beats. One that was
    /// only slow learns of it with its next group, and loses nothing.
    /// </summary>
    public static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(20);

    /// <summary>A call that its node took up again later than this stays booked as at risk.</summary>
    public static readonly TimeSpan BookedFor = TimeSpan.FromDays(7);

    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, (long Beat, long SeenAt)> _seen = new(StringComparer.Ordinal);
    private long _sweptAt;
    private long _watchedAt;

    /// <summary>Nodes that have something in hand, this one included.</summary>
    public int Living { get; private set; } = 1;

    /// <summary>Looks at all other nodes; those whose beat has stood still for too long.</summary>
    public List<(string Node, long Beat)> Watch(string? own)
    {
        var now = time.GetTimestamp();
        if (_watchedAt != 0 && time.GetElapsedTime(_watchedAt, now) >= DeadAfter / 2)
        {
            // The observer itself stood still, perhaps with the whole machine: nobody had a chance to be seen.
            _seen.Clear();
        }

        _watchedAt = now;
        var dead = new List<(string, long)>();
        var there = new HashSet<string>(StringComparer.Ordinal);
        using var nodes = connection.Prepare(HoldSql.Nodes);
        nodes.Add(own ?? "");
        while (nodes.Step())
        {
            var (node, beat) = (nodes.Text(0), nodes.Integer(1));
            there.Add(node);
            if (!_seen.TryGetValue(node, out var seen) || seen.Beat != beat)
            {
                _seen[node] = (beat, now);
            }
            else if (beat >= 0 && time.GetElapsedTime(seen.SeenAt, now) >= DeadAfter)
            {
                dead.Add((node, beat));
            }
        }

        foreach (var gone in _seen.Keys.Where(node => !there.Contains(node)).ToList())
        {
            _seen.Remove(gone);
        }

        Living = 1 + _seen.Values.Count(seen => seen.Beat >= 0) - dead.Count;
        return dead;
    }

    /// <summary>What others lack of windows that this node has a slice of.</summary>
    public List<(long Account, long StartsAt, long Want)> Wants(string node)
    {
        var wants = new List<(long, long, long)>();
        using var wanted = connection.Prepare(HoldSql.Wanted);
        wanted.Add(node);
        while (wanted.Step())
        {
            wants.Add((wanted.Integer(0), wanted.Integer(1), wanted.Integer(2)));
        }

        return wants;
    }

    public Dictionary<(long Account, long StartsAt), long> Slices(string node)
    {
        var slices = new Dictionary<(long, long), long>();
        using var rows = connection.Prepare(HoldSql.SlicesOf);
        rows.Add(node);
        while (rows.Step())
        {
            slices[(rows.Integer(0), rows.Integer(1))] = rows.Integer(2);
        }

        return slices;
    }

    /// <summary>How many groups the database has of a node; null where it does not know it.</summary>
    public long? Written(string node)
    {
        using var written = connection.Prepare(HoldSql.Written);
        return written.Add(node).Step() ? written.Integer(0) : null;
    }

    /// <summary>Deletes, now and then, what nobody needs any more: minutes that are over, bookings that were not corrected.</summary>
    public void Sweep(DateTimeOffset now)
    {
        if (_sweptAt != 0 && time.GetElapsedTime(_sweptAt) < SweepEvery)
        {
            return;
        }

        _sweptAt = time.GetTimestamp();
        connection.Change(HoldSql.SweepMinutes, statement => statement.Add(UnixTime.Microseconds(now - SweepEvery)));
        connection.Change(HoldSql.SweepBooked, statement => statement.Add(Ulids.Floor("gen_", now - BookedFor)));
    }
}
