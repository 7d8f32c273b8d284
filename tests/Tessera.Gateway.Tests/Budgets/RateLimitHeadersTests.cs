using Tessera.Gateway.Budgets;

namespace Tessera.Gateway.Tests.Budgets;

public sealed class RateLimitHeadersTests
{
    [Theory]
    [InlineData(-1, "0s")]
    [InlineData(0, "0s")]
    [InlineData(0.0051, "6ms")]
    [InlineData(0.9999, "1000ms")]
    [InlineData(1, "1s")]
    [InlineData(11.2, "12s")]
    [InlineData(60, "1m0s")]
    [InlineData(360, "6m0s")]
    public void Reset_IsWrittenAsOpenAiDoes(double seconds, string expected) => Assert.Equal(expected, RateLimitHeaders.Reset(TimeSpan.FromSeconds(seconds)));
}
