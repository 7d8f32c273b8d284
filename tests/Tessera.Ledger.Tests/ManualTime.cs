namespace Tessera.Ledger.Tests;

/// <summary>A clock that stands still until it is moved; moving it runs the timers that have become due. It can also be set, which the monotonic clock does not see.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<Timer> _timers = [];
    private DateTimeOffset _now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public TimeSpan Offset { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now + Offset;

    public override long GetTimestamp() => _now.Ticks;

    public void Advance(TimeSpan span)
    {
        _now += span;
        foreach (var timer in _timers.ToArray())
        {
            timer.RunIfDue(_now);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state), _now + dueTime, period);
        _timers.Add(timer);
        return timer;
    }

    private sealed class Timer(ManualTime clock, Action run, DateTimeOffset due, TimeSpan period) : ITimer
    {
        private DateTimeOffset _due = due;

        public void RunIfDue(DateTimeOffset now)
        {
            if (now >= _due)
            {
                _due = now + period;
                run();
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

        public void Dispose() => clock._timers.Remove(this);

        public ValueTask DisposeAsync() => throw new NotSupportedException();
    }
}
