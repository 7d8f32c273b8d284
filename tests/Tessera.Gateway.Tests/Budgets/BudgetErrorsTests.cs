using Tessera.Gateway.Budgets;
using Tessera.Gateway.Calls;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Holds;

namespace Tessera.Gateway.Tests.Budgets;

public sealed class BudgetErrorsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 48, TimeSpan.Zero);

    [Fact]
    public void Of_Money_Is402ThatNoSdkRepeats()
    {
        var error = Of(Money(Scope.Key("key_a"), Period.Day), needed: 42_000_000);

        Assert.Equal((402, "insufficient_quota", "budget_exceeded", false, (TimeSpan?)null), (error.Status, error.Type, error.Code, error.MayRepeat, error.RetryAfter));
        Assert.Equal(
            "The daily budget of this key has too little left for this call: its limit is 0.84 USD, 0.8 are spent, 0.02 are held for calls that run, and this call may cost 0.042. "
            + "It begins anew at 2026-11-21T00:00:00Z; until then raise it, or use another key.",
            error.Message);
    }

    [Fact]
    public void Of_MoneyInTotal_SaysThatTimeDoesNotHelp() =>
        Assert.EndsWith("It does not begin anew: raise it, or use another key.", Of(Money(Scope.Team("design"), Period.Total), needed: 42_000_000).Message, StringComparison.Ordinal);

    [Fact]
    public void Of_MoneyBeyondTheWholeBudget_SaysThatItNeverFits() =>
        Assert.EndsWith("This call can never fit: ask for less, or raise the budget.", Of(Money(Scope.Gateway, Period.Month), needed: 1_000_000_000).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(Measure.Requests, "requests", 1)]
    [InlineData(Measure.Images, "images", 1)]
    [InlineData(Measure.Pixels, "images", 1)]
    [InlineData(Measure.Tokens, "tokens", 3)]
    public void Of_Rate_Is429UntilTheMinuteEnds(Measure measure, string type, long needed)
    {
        var error = Of(Rate(measure, Period.Minute), needed);

        Assert.Equal((429, type, "rate_limit_exceeded", null, TimeSpan.FromSeconds(12)), (error.Status, error.Type, error.Code, error.MayRepeat, error.RetryAfter!.Value));
        Assert.EndsWith("Please try again in 12s.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Images_SaysWhoseAndHowMany() => Assert.Equal(
        "The limit of images per minute of the team 'design' is reached: Limit 5, Used 5, Requested 1. Please try again in 12s.",
        Of(Rate(Measure.Images, Period.Minute), needed: 1).Message);

    [Fact]
    public void Of_CallsInFlight_AsksToWaitALittle()
    {
        var error = Of(Rate(Measure.Calls, Period.Total), needed: 1);

        Assert.Equal((429, "requests", TimeSpan.FromSeconds(5)), (error.Status, error.Type, error.RetryAfter!.Value));
        Assert.StartsWith("The limit of calls in flight of the team 'design' is reached: Limit 5, Used 5, Requested 1.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_MoreThanAMinuteAllows_IsNotToBeRepeated() => Assert.Equal((429, false), (Of(Rate(Measure.Images, Period.Minute), needed: 6).Status, Of(Rate(Measure.Images, Period.Minute), needed: 6).MayRepeat));

    [Theory]
    [InlineData(-5, 1)]
    [InlineData(0.2, 1)]
    [InlineData(12.1, 13)]
    [InlineData(3_600, 60)]
    public void Of_WaitThatIsKnown_IsToldInWholeSecondsUpToAMinute(double known, int told)
    {
        var error = BudgetErrors.Of(new(RefusalReason.Limit, Rate(Measure.Images, Period.Minute), 1, TimeSpan.FromSeconds(known)));

        Assert.Equal(TimeSpan.FromSeconds(told), error.RetryAfter);
        Assert.EndsWith($"again in {told}s.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Line_Is429() => Assert.Equal(
        (429, "The limit of requests per minute of the team 'design' is reached, and this call could not wait in line for it: the line is full, or its 7 seconds were over. Please try again in 2s."),
        BudgetErrors.Of(new(RefusalReason.Line, Rate(Measure.Requests, Period.Minute), 1, TimeSpan.FromSeconds(2))) is var error ? (error.Status, error.Message) : default);

    [Fact]
    public void Of_Unavailable_Is503()
    {
        var error = BudgetErrors.Of(new(RefusalReason.Unavailable, null, 0, null));

        Assert.Equal((503, "server_error", "books_unavailable", TimeSpan.FromSeconds(5)), (error.Status, error.Type, error.Code, error.RetryAfter!.Value));
    }

    private static CallerError Of(Standing standing, long needed) => BudgetErrors.Of(new(RefusalReason.Limit, standing, needed, standing.Account.Period == Period.Minute ? TimeSpan.FromSeconds(11.2) : null));

    private static Standing Money(Scope scope, Period period) => new(
        new(1, scope, Measure.Money, period, "UTC", 840_000_000, [], TimeSpan.Zero), 800_000_000, 20_000_000, Now, period == Period.Total ? null : new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero));

    private static Standing Rate(Measure measure, Period period) => new(
        new(1, Scope.Team("design"), measure, period, "UTC", 5, [], TimeSpan.FromSeconds(7)), 3, 2, Now, period == Period.Total ? null : new(2026, 11, 20, 12, 1, 0, TimeSpan.Zero));
}
