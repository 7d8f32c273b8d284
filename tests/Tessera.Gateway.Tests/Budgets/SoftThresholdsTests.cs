using Microsoft.Extensions.Logging;
using Tessera.Gateway.Budgets;
using Tessera.Ledger.Budgets;

namespace Tessera.Gateway.Tests.Budgets;

public sealed class SoftThresholdsTests : ILogger<SoftThresholds>
{
    private static readonly DateTimeOffset Day = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    private readonly List<string> _lines = [];

    [Theory]
    [InlineData(49, 0, 0)]
    [InlineData(25, 25, 50)]
    [InlineData(79, 0, 50)]
    [InlineData(0, 80, 80)]
    [InlineData(100, 0, 80)]
    public void Reached_SpentAndHeld_IsTheHighest(long spent, long held, int expected) => Assert.Equal(expected, SoftThresholds.Reached(Standing(spent, held, Day)));

    [Fact]
    public void Reached_LargestBudget_DoesNotOverflow() =>
        Assert.Equal(80, SoftThresholds.Reached(new(Account(Budget.LimitMax.Nanos), Budget.LimitMax.Nanos, 0, Day, null)));

    [Fact]
    public void Tell_ManyCallsInAWindow_LogsOncePerThreshold()
    {
        var thresholds = new SoftThresholds(this);
        foreach (var spent in new[] { 50, 60, 50, 80, 90, 60 })
        {
            thresholds.Tell(Standing(spent, 0, Day), SoftThresholds.Reached(Standing(spent, 0, Day)));
        }

        thresholds.Tell(Standing(50, 0, Day.AddDays(1)), 50);

        Assert.Equal(["50", "80", "50"], _lines.Select(line => line.Split(' ')[0]));
        Assert.Equal("50 per cent of the budget of team:design by day are reached: of 0.0000001 USD, 0.00000005 are spent and 0 held", _lines[0]);
    }

    [Fact]
    public void Tell_From64Threads_LogsOnce()
    {
        var thresholds = new SoftThresholds(this);

        Parallel.For(0, 64, _ => thresholds.Tell(Standing(50, 0, Day), 50));

        Assert.Single(_lines);
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lines)
        {
            _lines.Add(formatter(state, exception));
        }
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    private static Standing Standing(long spent, long held, DateTimeOffset startsAt) => new(Account(100), spent, held, startsAt, startsAt.AddDays(1));

    private static Account Account(long limit) => new(1, Scope.Team("design"), Measure.Money, Period.Day, "UTC", limit, [50, 80], TimeSpan.Zero);
}
