using System.Runtime.ExceptionServices;

namespace Tessera.Inference.Kernels;

/// <summary>Work that can be done in shares: each number from 0 up to the total once, by any thread, in any order.</summary>
internal interface IShared
{
    void Do(int first, int end);
}

/// <summary>
/// Threads that stay, and do one piece of work together. Shares are taken from a counter, not dealt out, so that a thread
/// whose core is taken by a neighbour holds up nobody: the others take its shares. Used by one caller at a time.
/// </summary>
internal sealed class Team : IDisposable
{
    // While a picture is drawn the next work comes within microseconds; waking a sleeping thread takes some fifty. What
    // lies between two steps, the choice of a token, takes some hundred. Longer would take the core from others who have work.
    private const int SpinsBeforeSleep = 500;

    // The others' last shares take some ten microseconds. Who yields at once to a neighbour gets the core back milliseconds later.
    private const int SpinsBeforeYield = 100;
    private const long Closed = uint.MaxValue;

    private readonly Thread[] _workers;
    private readonly object _sleep = new();
    private IShared _work = null!; // set before the first ticket opens
    private int _total;
    private int _share;
    private int _done;
    private long _ticket = Closed; // high half: number of the work; low half: the next share, or Closed
    private Exception? _failure;
    private int _sleepers;
    private bool _stopped;

    /// <param name="threads">All that work, the caller among them; at least one.</param>
    public Team(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _workers = new Thread[threads - 1];
        for (var i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new Thread(Serve) { IsBackground = true, Name = $"Tessera weights {i + 1}" };
            _workers[i].Start();
        }
    }

    public int Threads => _workers.Length + 1;

    /// <summary>Threads that have had nothing to do for a while.</summary>
    public int Sleepers => Volatile.Read(ref _sleepers);

    /// <summary>Does the work in shares of the given size, and returns when all of it is done.</summary>
    public void Run(IShared shared, int count, int shareSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shareSize, 1);
        if (_workers.Length == 0 || count <= shareSize)
        {
            shared.Do(0, count);
            return;
        }

        // Closed first: a thread that is late for the last work must not take a share by the numbers of this one.
        var number = (Interlocked.Read(ref _ticket) >> 32) + 1;
        Interlocked.Exchange(ref _ticket, (number << 32) | Closed);
        (_work, _total, _share, _done, _failure) = (shared, count, shareSize, 0, null);
        Interlocked.Exchange(ref _ticket, number << 32);

        // Either this sees the sleeper or the sleeper sees the ticket: both write with a full fence before they read.
        if (Sleepers > 0)
        {
            lock (_sleep)
            {
                Monitor.PulseAll(_sleep);
            }
        }

        TakeShares();
        for (var spins = 0; Volatile.Read(ref _done) < count && spins < SpinsBeforeYield; spins++)
        {
            Thread.SpinWait(8);
        }

        var spinner = new SpinWait();
        while (Volatile.Read(ref _done) < count)
        {
            spinner.SpinOnce(sleep1Threshold: -1);
        }

        if (_failure is { } thrown)
        {
            ExceptionDispatchInfo.Throw(thrown);
        }
    }

    public void Dispose()
    {
        lock (_sleep)
        {
            _stopped = true;
            Monitor.PulseAll(_sleep);
        }

        foreach (var worker in _workers)
        {
            worker.Join();
        }
    }

    private void TakeShares()
    {
        while (true)
        {
            var seen = Interlocked.Read(ref _ticket);
            var (next, shared, count, size) = (seen & Closed, _work, _total, _share);
            if (next == Closed || next * size >= count)
            {
                return;
            }

            if (Interlocked.CompareExchange(ref _ticket, seen + 1, seen) != seen)
            {
                continue;
            }

            var first = (int)next * size;
            var end = Math.Min(first + size, count);
            try
            {
                shared.Do(first, end);
            }
            catch (Exception e)
            {
                _failure = e;
            }

            Interlocked.Add(ref _done, end - first);
        }
    }

    private void Serve()
    {
        var last = -1L;
        while (true)
        {
            var number = Interlocked.Read(ref _ticket) >> 32;
            for (var spins = 0; number == last && spins < SpinsBeforeSleep; spins++)
            {
                Thread.SpinWait(8);
                number = Interlocked.Read(ref _ticket) >> 32;
            }

            if (number == last && !Sleep(last))
            {
                return;
            }

            last = Interlocked.Read(ref _ticket) >> 32;
            TakeShares();
        }
    }

    /// <summary>Until there is other work than the last one; false when there will be none.</summary>
    private bool Sleep(long last)
    {
        lock (_sleep)
        {
            Interlocked.Increment(ref _sleepers);
            while (!_stopped && Interlocked.Read(ref _ticket) >> 32 == last)
            {
                Monitor.Wait(_sleep);
            }

            Interlocked.Decrement(ref _sleepers);
            return !_stopped;
        }
    }
}
