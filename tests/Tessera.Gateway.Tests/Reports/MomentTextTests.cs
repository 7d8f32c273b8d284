using Tessera.Gateway.Reports;

namespace Tessera.Gateway.Tests.Reports;

public sealed class MomentTextTests
{
    [Theory]
    [InlineData("2026-11-01", "2026-11-30", "2026-11-01T00:00:00.000000Z", "2026-12-01T00:00:00.000000Z")]
    [InlineData("2026-11-01", "2026-11-01", "2026-11-01T00:00:00.000000Z", "2026-11-02T00:00:00.000000Z")]
    [InlineData("2026-11-01T01:00:00+01:00", "2026-11-01T00:00:00.000001Z", "2026-11-01T00:00:00.000000Z", "2026-11-01T00:00:00.000001Z")]
    [InlineData("2026-11-01T00:00:00-08:00", "2026-12-01", "2026-11-01T08:00:00.000000Z", "2026-12-02T00:00:00.000000Z")]
    public void Range_OfDaysAndMoments_IsWhatIsMeant(string from, string to, string start, string end)
    {
        Assert.Null(MomentText.Range(from, to, out var first, out var last));
        Assert.Equal((start, end), (MomentText.Of(first), MomentText.Of(last)));
    }

    [Theory]
    [InlineData(null, "2026-11-01", "from")]
    [InlineData("2026-11-01", null, "to")]
    [InlineData("2026-02-30", "2026-11-01", "from")]
    [InlineData("yesterday", "2026-11-01", "from")]
    [InlineData("0001-01-01", "2026-11-01", "from")]
    [InlineData("2026-11-01", "9999-12-31", "to")]
    [InlineData("2026-11-01T00:00:00", "2026-12-01", "from")]
    [InlineData("2026-11-02", "2026-11-01", "to")]
    [InlineData("2026-11-01T00:00:00Z", "2026-11-01T00:00:00Z", "to")]
    public void Range_ThatCannotBe_NamesWhatIsWrong(string? from, string? to, string param) => Assert.Equal(param, MomentText.Range(from, to, out _, out _)!.Param);
}
