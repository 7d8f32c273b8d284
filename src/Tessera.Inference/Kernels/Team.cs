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
    // While a picture is drawn the next matrix comes within microseconds; waking a sleeping thread takes some fifty.
    // Two hundred turns are about as long; longer would take the core from others who have work.
    private const int SpinsBeforeSleep = 200;
    private const long Closed = uint.MaxValue;

    private readonly Thread[] workers;
    private readonly object sleep = new();
    private IShared work = null!; // set before the first ticket opens
    private int total;
    private int share;
    private int done;
    private long ticket = Closed; // high half: number of the work; low half: the next share, or Closed
    private Exception? failure;
    private bool stopped;

    /// <param name="threads">All that work, the caller among them; at least one.</param>
    public Team(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        workers = new Thread[threads - 1];
        for (var i = 0; i < workers.Length; i++)
        {
            workers[i] = new Thread(Serve) { IsBackground = true, Name = $"Tessera weights {i + 1}" };
            workers[i].Start();
        }
    }

    public int Threads => workers.Length + 1;

    /// <summary>Does the work in shares of the given size, and returns when all of it is done.</summary>
    public void Run(IShared shared, int count, int shareSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shareSize, 1);
        if (workers.Length == 0 || count <= shareSize)
        {
            shared.Do(0, count);
            return;
        }

        // Closed first: a thread that is late for the last work must not take a share by the numbers of this one.
        var number = (Interlocked.Read(ref ticket) >> 32) + 1;
        Interlocked.Exchange(ref ticket, (number << 32) | Closed);
        (work, total, share, done, failure) = (shared, count, shareSize, 0, null);
        Interlocked.Exchange(ref ticket, number << 32);
        lock (sleep)
        {
            Monitor.PulseAll(sleep);
        }

        TakeShares();
        var spinner = new SpinWait();
        while (Volatile.Read(ref done) < count)
        {
            spinner.SpinOnce(sleep1Threshold: -1);
        }

        if (failure is { } thrown)
        {
            ExceptionDispatchInfo.Throw(thrown);
        }
    }

    public void Dispose()
    {
        lock (sleep)
        {
            stopped = true;
            Monitor.PulseAll(sleep);
        }

        foreach (var worker in workers)
        {
            worker.Join();
        }
    }

    private void TakeShares()
    {
        while (true)
        {
            var seen = Interlocked.Read(ref ticket);
            var (next, shared, count, size) = (seen & Closed, work, total, share);
            if (next == Closed || next * size >= count)
            {
                return;
            }

            if (Interlocked.CompareExchange(ref ticket, seen + 1, seen) != seen)
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
                failure = e;
            }

            Interlocked.Add(ref done, end - first);
        }
    }

    private void Serve()
    {
        var last = -1L;
        while (true)
        {
            var number = Interlocked.Read(ref ticket) >> 32;
            for (var spins = 0; number == last && spins < SpinsBeforeSleep; spins++)
            {
                Thread.SpinWait(8);
                number = Interlocked.Read(ref ticket) >> 32;
            }

            lock (sleep)
            {
                while (!stopped && Interlocked.Read(ref ticket) >> 32 == last)
                {
                    Monitor.Wait(sleep);
                }

                if (stopped)
                {
                    return;
                }
            }

            last = Interlocked.Read(ref ticket) >> 32;
            TakeShares();
        }
    }
}
