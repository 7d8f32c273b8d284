using Tessera.Ledger.Holds;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Records;

/// <content>What the writing thread does.</content>
internal sealed partial class WriteQueue
{
    private void WriteAll()
    {
        while (!IsAtEnd)
        {
            var isWell = Pump();
            if (!_closing && !isWell)
            {
                Rest(RetryMilliseconds);
            }
            else if (!_closing && Volatile.Read(ref _flushing) == 0 && Volatile.Read(ref _queued) < GroupRecordsMax)
            {
                Rest(GatherMilliseconds);
                RestWhileIdle();
            }
        }

        End();
        _ended.SetResult();
    }

    private void End()
    {
        try
        {
            _writer.Leave();
        }
        catch (SqlFault fault)
        {
            // Others do it, when they see that this node does not live any more.
            Report(fault.Explain(_path));
        }

        _writer.Dispose();
    }

    private bool IsAtEnd => _closing && _groups.Count == 0 && _settled.IsEmpty && _entries.Reader.Completion.IsCompleted;

    /// <summary>One step of what the thread does: looks after the node, writes one group. False where the database failed and a pause is due.</summary>
    public bool Pump()
    {
        try
        {
            _writer.Look();
            if (_groups.Count == 0)
            {
                Take();
            }

            while (_groups.TryPeek(out var group))
            {
                Write(group);
            }

            if (_till.HasWork || _writer.IsBehind)
            {
                _writer.Write([]);
            }

            Recover();
        }
        catch (SqlFault fault)
        {
            Report(fault.Explain(_path));
            if (!_closing)
            {
                return false;
            }

            // At the end one try is enough: each may wait seconds for a lock, and whoever stops a process does not wait for minutes.
            LoseAll();
        }

        Reach();
        return true;
    }

    private void Take()
    {
        var group = new List<Settlement>();
        while (group.Count < GroupRecordsMax && _settled.TryDequeue(out var settlement))
        {
            group.Add(settlement);
        }

        // Marks of those who flush stand behind what was settled before them.
        while (group.Count < GroupRecordsMax && _entries.Reader.TryRead(out var entry))
        {
            if (entry.Record is { } record)
            {
                group.Add(new Settlement(record, null));
            }
            else
            {
                _reached.Add(entry.Reached!);
            }
        }

        Interlocked.Add(ref _queued, -group.Count);
        if (group.Count > 0)
        {
            _groups.Push(group);
        }
    }

    /// <summary>Writes the group on top, or parts it.</summary>
    private void Write(List<Settlement> group)
    {
        try
        {
            _writer.Write(group);
            _groups.Pop();
            Forget(group);
            Written?.Invoke([.. group.Select(settlement => settlement.Record).OfType<GenerationRecord>()]);
        }
        catch (SqlFault fault) when (!fault.IsLasting)
        {
            throw;
        }
        catch (Exception fault)
        {
            _groups.Pop();
            if (group.Count > 1)
            {
                // One record spoils the group: halves find it in nine steps, and the others are written.
                var half = group.Count / 2;
                _groups.Push(group.GetRange(half, group.Count - half));
                _groups.Push(group.GetRange(0, half));
            }
            else if (group[0] is { Record: not null } bad)
            {
                Lose(group, fault.Message);
                if (bad.Hold is not null)
                {
                    // What it cost counts all the same.
                    _groups.Push([bad with { Record = null }]);
                }
            }
        }
    }

    private void Reach()
    {
        Interlocked.Add(ref _flushing, -_reached.Count);
        _reached.ForEach(flush => flush.SetResult());
        _reached.Clear();
    }

    private void LoseAll()
    {
        const string Reason = "the database could not be written when the process ended";
        while (_groups.TryPop(out var group))
        {
            Lose(group, Reason);
        }

        for (Take(); _groups.TryPop(out var group); Take())
        {
            Lose(group, Reason);
        }
    }

    /// <summary>With nothing in hand there is only to be seen, now and then, whether others live.</summary>
    private void RestWhileIdle()
    {
        _idle = true;
        Interlocked.MemoryBarrier();
        if (!_closing && _till.IsAsleep && Volatile.Read(ref _queued) == 0 && Volatile.Read(ref _flushing) == 0 && !_till.HasWork)
        {
            Rest((int)GroupWriter.BeatEvery.TotalMilliseconds);
        }

        _idle = false;
    }
}
