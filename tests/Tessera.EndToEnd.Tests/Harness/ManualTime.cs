namespace Tessera.EndToEnd.Tests.Harness;

/// <summary>
/// A clock that stands still until it is moved; moving it runs the timers that have become due. It begins on a day on which
/// gpt-image-1 is off at OpenAI and gpt-image-1-mini is not, so that no test changes its mind when a calendar does.
/// </summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock turn = new();
    private readonly HashSet<Timer> timers = [];
    private DateTimeOffset now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (turn)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>Whether somebody waits for exactly this span from now.</summary>
    public bool IsAwaited(TimeSpan span) => Awaiting(span) > 0;

    /// <summary>How many wait for exactly this span from now.</summary>
    public int Awaiting(TimeSpan span)
    {
        lock (turn)
        {
            return timers.Count(timer => timer.IsDue(now + span) && !timer.IsDue(now + span - TimeSpan.FromTicks(1)));
        }
    }

    public void Advance(TimeSpan span)
    {
        List<Timer> due;
        lock (turn)
        {
            now += span;
            due = [.. timers.Where(timer => timer.IsDue(now))];
            due.ForEach(timer => timer.Rearm(now));
        }

        due.ForEach(timer => timer.Run());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(ManualTime clock, Action run) : ITimer
    {
        private DateTimeOffset? due;
        private TimeSpan period;

        public bool IsDue(DateTimeOffset now) => due <= now;

        public void Rearm(DateTimeOffset now) => due = period > TimeSpan.Zero ? now + period : null;

        public void Run() => run();

        public bool Change(TimeSpan dueTime, TimeSpan every)
        {
            lock (clock.turn)
            {
                (due, period) = (dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime, every);
                return clock.timers.Add(this) || due is not null;
            }
        }

        public void Dispose() => Forget();

        public ValueTask DisposeAsync()
        {
            Forget();
            return ValueTask.CompletedTask;
        }

        private void Forget()
        {
            lock (clock.turn)
            {
                clock.timers.Remove(this);
            }
        }
    }
}
