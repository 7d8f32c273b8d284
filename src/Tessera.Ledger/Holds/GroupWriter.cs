using Microsoft.Extensions.Logging;
using Tessera.Ledger.Identifiers;
using Tessera.Ledger.Records;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Holds;

/// <summary>
/// Writes groups: one transaction holds records, what they cost, slices and holds. Each is fenced by a counter in this node's
/// row, which tells a group that was written although it seemed to fail, and a database that is not the one written last. For one
/// thread at a time.
/// </summary>
/// <remarks>Every member throws <see cref="SqlFault"/> when the database refuses or is away.</remarks>
internal sealed partial class GroupWriter : IDisposable
{
    /// <summary>How often a node that has something in hand shows that it lives.</summary>
    public static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(4);

    private readonly Connection _connection;
    private readonly RecordWriter _records;
    private readonly AccountWriter _accounts;
    private readonly Nodes _nodes;
    private readonly Burial _burial;
    private readonly Till _till;
    private readonly TimeProvider _time;
    private readonly Ulids _ids;
    private readonly ILogger _log;
    private readonly Spool _spool;
    private Batch? _inFlight;
    private IReadOnlyList<Settlement>? _overtaken;
    private bool _isRepeat;
    private long _written;
    private long _beat = 1;
    private long _beatAt;

    public GroupWriter(Database database, Till till, Spool spool, TimeProvider time, ILogger log)
    {
        (_till, _spool, _time, _log) = (till, spool, time, log);
        _ids = new Ulids(time);
        _connection = database.Connect();
        _records = new RecordWriter(_connection, time);
        _accounts = new AccountWriter(_connection, time);
        _burial = new Burial(_connection, _records, time);
        _nodes = new Nodes(_connection, time);
    }

    /// <summary>Under which this process is known; null while it has had nothing in hand.</summary>
    public string? Node { get; private set; }

    public long GroupsWritten { get; private set; }

    /// <summary>A group that failed waits to be tried again.</summary>
    public bool IsBehind => _inFlight is not null;

    /// <summary>For tests, which narrow the connection while no one writes.</summary>
    internal Connection Connection => _connection;

    /// <summary>
    /// Writes settlements with all else that has changed: all or nothing. After a fault that is not lasting, give the same
    /// settlements again; after a lasting one, it is as if nothing had been asked.
    /// </summary>
    public void Write(IReadOnlyList<Settlement> settlements)
    {
        if (_inFlight is not null && !ReferenceEquals(_inFlight.Settlements, settlements))
        {
            WriteLeftOver();
        }

        if (settlements.Count > 0 && ReferenceEquals(_overtaken, settlements))
        {
            // Written meanwhile, by somebody who had something else to write.
            _overtaken = null;
            return;
        }

        _inFlight ??= _till.Collect(settlements);
        WriteInFlight();
    }

    /// <summary>Gives back what others want, shows that this node lives, and looks after those that do not.</summary>
    public void Look()
    {
        if (Node is { } node && !_till.IsAsleep)
        {
            _till.GiveBack(_nodes.Wants(node));
        }

        if (_beatAt == 0 || _time.GetElapsedTime(_beatAt) >= BeatEvery)
        {
            _beatAt = _time.GetTimestamp();
            _beat++;
            Replay();
            foreach (var (dead, beat) in _nodes.Watch(Node))
            {
                if (_burial.Bury(dead, beat, []) is { } resolved)
                {
                    NodeDied(_log, dead, resolved);
                }
            }

            if (!_till.IsAsleep)
            {
                Write([]);
                _nodes.Sweep(_time.GetUtcNow());
            }
        }
    }

    /// <summary>At the end of the process: gives back what no call holds, and leaves no row if nothing is open.</summary>
    public void Leave()
    {
        _till.Close();
        if (Node is null)
        {
            return;
        }

        Write([]);
        if (_till.IsAsleep)
        {
            _connection.Change(HoldSql.Forget, statement => statement.Add(Node));
        }
    }

    public void Dispose()
    {
        _records.Dispose();
        _connection.Dispose();
    }

    /// <summary>What processes left that were killed on this machine: exact, where their disk has more than the database.</summary>
    private void Replay()
    {
        foreach (var spool in Abandoned.All(_spool.Root))
        {
            using (spool)
            {
                var booked = 0;
                // The last first: what the spool knows of a call goes before what the database has under an earlier identifier.
                for (var i = spool.Nodes.Count - 1; i >= 0; i--)
                {
                    booked += _burial.Bury(spool.Nodes[i], beat: null, i == spool.Nodes.Count - 1 ? spool.Calls : []) ?? 0;
                }

                if (spool.Nodes.Count == 0 && spool.Calls.Count > 0)
                {
                    // Killed before its first group.
                    booked += _burial.Bury("", beat: null, spool.Calls) ?? 0;
                }

                spool.TryDelete();
                Replayed(_log, spool.Calls.Count, booked);
            }
        }
    }

    /// <summary>What was given before and failed: nothing may overtake it.</summary>
    private void WriteLeftOver()
    {
        var settlements = _inFlight!.Settlements;
        try
        {
            WriteInFlight();
            _overtaken = settlements;
        }
        catch (Exception fault) when (fault is not SqlFault { IsLasting: false })
        {
            // Whoever gave it tries again, and parts it.
            _overtaken = null;
        }
    }

    private void WriteInFlight()
    {
        var batch = _inFlight!;
        try
        {
            if (!batch.IsFenced)
            {
                _connection.Transact(() => _records.Write(batch.Settlements));
            }
            else
            {
                WriteFenced();
            }

            foreach (var settlement in batch.Settlements)
            {
                if (settlement.Hold is { } hold)
                {
                    _spool.Release(hold);
                }
            }

            _inFlight = null;
            GroupsWritten++;
        }
        catch (SqlFault fault) when (!fault.IsLasting)
        {
            throw;
        }
        catch
        {
            _till.Return(_inFlight!);
            (_inFlight, _isRepeat) = (null, false);
            throw;
        }
    }

    private void WriteFenced()
    {
        if (Node is null)
        {
            Register();
        }

        while (!TryWrite(_inFlight!))
        {
            NodeLost(_log, Node!);
            var booked = _burial.GiveUp(Node!);
            Register();
            _inFlight = _till.StartAnew(_inFlight!, booked);
        }
    }

    private void Register()
    {
        var id = _ids.Next("node_");
        _connection.Change(HoldSql.Register, statement => statement.Add(id));
        (Node, _written, _isRepeat) = (id, 0, false);
        _spool.Register(id);
    }

    /// <summary>False where the database does not know this node, or knows another past of it.</summary>
    private bool TryWrite(Batch batch)
    {
        var isKnown = true;
        Dictionary<(long, long), long>? slices = null;
        var wasTried = _isRepeat;
        var begun = _time.GetTimestamp();
        _isRepeat = true;
        _connection.Transact(() =>
        {
            var written = Fence(batch);
            if (written == _written + 1)
            {
                var fresh = _records.Write(batch.Settlements);
                _burial.Post(batch, fresh);
                _accounts.Write(batch, Node!, _nodes.Living);
            }
            else if (wasTried && _nodes.Written(Node!) == _written + 1)
            {
                // The last try had been committed although it seemed to fail.
                slices = _nodes.Slices(Node!);
            }
            else
            {
                isKnown = false;
            }
        });

        _isRepeat = false;
        if (isKnown)
        {
            _written++;
            _till.Apply(batch, begun, slices);
        }

        return isKnown;
    }

    private long? Fence(Batch batch)
    {
        using var fence = _connection.Prepare(HoldSql.Fence);
        fence.Add(batch.Sleeps ? -1 : _beat).Add(Node).Add(_written);
        return fence.Step() ? fence.Integer(0) : null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A process that was stopped left {Calls} calls, which are in the books now; {Booked} of them had not ended and are booked as at risk.")]
    private static partial void Replayed(ILogger log, int calls, int booked);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Node} has not shown for long that it lives: its slices are given back, and {Count} calls that it left open are booked as at risk.")]
    private static partial void NodeDied(ILogger log, string node, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not know {Node} as it was: it was restored from a backup, or others took this process for dead. What is held and what has ended is written anew.")]
    private static partial void NodeLost(ILogger log, string node);
}
