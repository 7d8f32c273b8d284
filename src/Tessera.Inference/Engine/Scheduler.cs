using Tessera.Inference.Kernels;
using Tessera.Inference.Families;

namespace Tessera.Inference.Engine;

/// <summary>
/// Draws for everybody on one thread. In each turn everyone who has tokens to draw takes part in one pass over the weights,
/// and one piece of long work is done (a part of an encoding, a decoding, a prompt). Streams join and leave at any turn. Free
/// room goes to the order that has the least of it, the earliest first.
/// </summary>
internal sealed class Scheduler : IDisposable
{
    private readonly object _lock = new();
    private readonly List<Job> _waiting = [];           // under the lock
    private readonly List<Job> _jobs = [];              // begun; the thread's own
    private readonly List<Activity> _active = [];       // the thread's own; who went first in one turn goes last in the next
    private readonly IPictureModel _model;
    private readonly Team _team;
    private readonly EngineOptions _options;
    private readonly Pass _pass;
    private readonly Thread _thread;
    private Activity? _worker;                          // has a piece of long work begun
    private bool _stopped;

    public Scheduler(IPictureModel model, Team team, EngineOptions options)
    {
        (_model, _team, _options) = (model, team, options);
        _pass = new Pass(model, options.SequencesMax);
        _thread = new Thread(Serve) { IsBackground = true, Name = "Tessera engine" };
        _thread.Start();
    }

    /// <summary>How many passes there were, for tests of what is broken off.</summary>
    public long Passes { get; private set; }

    /// <summary>Whether nothing waits and nothing is under way.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count == 0 && field;
            }
        }

        private set;
    } = true;

    /// <summary>Takes an order, or says how many wait already.</summary>
    public bool TryAdd(Job job, out int waiting)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            waiting = _waiting.Count(other => !other.Stop.IsCancellationRequested);
            if (waiting >= _options.WaitingMax)
            {
                return false;
            }

            _waiting.Add(job);
            Monitor.Pulse(_lock);
            return true;
        }
    }

    /// <summary>Breaks off what is under way, and returns when the thread has ended.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _stopped = true;
            Monitor.Pulse(_lock);
        }

        _thread.Join();
    }

    private void Serve()
    {
        while (Admit())
        {
            TakeTurn();
        }

        foreach (var job in _jobs.Concat(_waiting))
        {
            job.End(new OperationCanceledException("The engine was closed."));
        }
    }

    /// <summary>Lets go of what was broken off and begins what there is room for; waits while there is nothing to do.</summary>
    private bool Admit()
    {
        DropCancelled();
        lock (_lock)
        {
            while (true)
            {
                _waiting.RemoveAll(job => Dropped(job));
                while (Next() is { } job && Free() >= job.Sequences)
                {
                    Begin(job);
                }

                for (var i = 0; i < _waiting.Count; i++)
                {
                    _waiting[i].Wait(i);
                }

                IsIdle = _active.Count == 0;
                if (_stopped || _active.Count > 0)
                {
                    return !_stopped;
                }

                Monitor.Wait(_lock);
            }
        }
    }

    private void TakeTurn()
    {
        var first = _active[0];
        foreach (var activity in _active.ToArray())
        {
            if (activity.Waits == Turn.Pass && !activity.IsOver)
            {
                Resume(activity);
            }
        }

        // One after the other and not by turns: the first is done sooner, and the memory of one is enough.
        _worker = _worker is { IsOver: false, Waits: Turn.Work } ? _worker : _active.Find(activity => activity.Waits == Turn.Work);
        if (_worker is not null)
        {
            Resume(_worker);
        }

        if (!_pass.IsEmpty)
        {
            RunPass();
        }

        // Who had the first rows of this pass has the last of the next.
        if (_active.Remove(first))
        {
            _active.Add(first);
        }
    }

    private void RunPass()
    {
        try
        {
            _pass.Run();
            Passes++;
        }
        catch (Exception e)
        {
            // A bug; nobody's rows can be trusted.
            foreach (var job in _jobs.ToList())
            {
                Drop(job, e);
            }
        }

        _pass.Clear();
    }

    private void Resume(Activity activity)
    {
        try
        {
            if (activity.Steps.MoveNext())
            {
                activity.Waits = activity.Steps.Current;
                return;
            }
        }
        catch (Exception e)
        {
            Drop(activity.Job, e);
            return;
        }

        Remove(activity);
        var job = activity.Job;
        if (job.IsDone || !job.IsReady)
        {
            job.End();
            _jobs.Remove(job);
        }
    }

    private void Begin(Job job)
    {
        if (_waiting.Remove(job))
        {
            _jobs.Add(job);
        }

        var steps = job.HasNext ? job.DrawNext(_model, _team, _pass) : job.Prepare(_model, _team, _pass);
        job.Running += job.Sequences;
        _active.Add(new Activity(job, steps.GetEnumerator()));
    }

    private Job? Next() => _jobs.Where(job => job.HasNext).Concat(_waiting).MinBy(job => job.Running);

    private int Free() => _options.SequencesMax - _jobs.Sum(job => job.Running);

    private void DropCancelled()
    {
        foreach (var job in _jobs.Where(job => job.Stop.IsCancellationRequested).ToList())
        {
            Drop(job, null);
        }
    }

    private static bool Dropped(Job job)
    {
        if (job.Stop.IsCancellationRequested)
        {
            job.End();
            return true;
        }

        return false;
    }

    private void Drop(Job job, Exception? failure)
    {
        foreach (var activity in _active.Where(activity => activity.Job == job).ToList())
        {
            Remove(activity);
        }

        job.End(failure);
        _jobs.Remove(job);
    }

    private void Remove(Activity activity)
    {
        activity.IsOver = true;
        activity.Steps.Dispose();
        activity.Job.Running -= activity.Job.Sequences;
        _active.Remove(activity);
    }

    private sealed class Activity(Job job, IEnumerator<Turn> steps)
    {
        public Job Job { get; } = job;

        public IEnumerator<Turn> Steps { get; } = steps;

        public Turn Waits { get; set; } = Turn.Pass;

        /// <summary>It ended or was broken off.</summary>
        public bool IsOver { get; set; }
    }
}
