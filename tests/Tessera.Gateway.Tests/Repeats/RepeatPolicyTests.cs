using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Repeats;

namespace Tessera.Gateway.Tests.Repeats;

/// <summary>Repeat or new order, for a call without an idempotency key.</summary>
public sealed class RepeatPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Each earlier call: its state, seconds since its end, seconds since its client left; oldest first. -1: a new order.</summary>
    [Theory]
    [InlineData("", 0, -1)]
    [InlineData("", 1, -1)]
    [InlineData("Running - -", 0, -1)]
    [InlineData("Completed 1 -", 0, -1)]
    [InlineData("Running - 0", 0, 0)]
    [InlineData("Running - 120", 0, 0)]
    [InlineData("Running - 121", 0, -1)]
    [InlineData("Completed 90 100", 0, 0)]
    [InlineData("Completed 90 121", 0, -1)]
    [InlineData("Running - -,Running - 5,Running - 9", 0, 1)]
    [InlineData("Running - -", 1, 0)]
    [InlineData("Running - -,Running - -", 1, 1)]
    [InlineData("Running - -,Running - 800", 1, 1)]
    [InlineData("Running - 901", 1, 0)]
    [InlineData("Completed 1 -", 1, 0)]
    [InlineData("Completed 900 -", 1, 0)]
    [InlineData("Completed 901 -", 1, -1)]
    [InlineData("Completed 5 -,Running - -", 1, 1)]
    [InlineData("Running - -,Completed 5 -", 1, 0)]
    [InlineData("Refused 1 -", 0, -1)]
    [InlineData("Refused 1 -", 1, 0)]
    [InlineData("Refused 121 -", 1, -1)]
    [InlineData("Running - -,Refused 1 -", 1, 1)]
    [InlineData("Running - 5,Refused 1 -", 1, 0)]
    [InlineData("Refused 1 5", 0, -1)]
    [InlineData("AtRisk 0 -", 0, 0)]
    [InlineData("AtRisk 10 -", 0, 0)]
    [InlineData("AtRisk 11 -", 0, -1)]
    [InlineData("AtRisk 11 20", 0, 0)]
    [InlineData("AtRisk 800 -", 1, 0)]
    public void Call_AfterEarlierOnes_RepeatsTheRightOne(string earlier, int retryCount, int chosen) =>
        Assert.Equal(chosen, RepeatPolicy.Choose(Read(earlier), retryCount, Now));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("2", 2)]
    [InlineData("", 0)]
    [InlineData("-1", 0)]
    [InlineData("many", 0)]
    [InlineData("99999999999", 0)]
    public void RetryCount_IsReadWhereItIsANumber(string sent, int count)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers["X-Stainless-Retry-Count"] = sent;
        Assert.Equal(count, RepeatPolicy.RetryCount(http.Request));
    }

    private static EarlierCall[] Read(string earlier) => [.. earlier.Split(',', StringSplitOptions.RemoveEmptyEntries).Select((call, i) =>
    {
        var words = call.Split(' ');
        return new EarlierCall($"gen_{i}", Enum.Parse<CallState>(words[0]), Ago(words[1]), Ago(words[2]));
    })];

    private static DateTimeOffset? Ago(string seconds) => seconds == "-" ? null : Now.AddSeconds(-int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture));
}
