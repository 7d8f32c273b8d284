using Tessera.Server.Checking;

namespace Tessera.EndToEnd.Tests.Server;

public sealed class DataCheckTests
{
    [Theory]
    [InlineData(0, "Fail", "0 MB")]
    [InlineData(99_999_999, "Fail", "99 MB")]
    [InlineData(100_000_000, "Warn", "100 MB")]
    [InlineData(1_234_000_000_000, "Ok", "1,234,000 MB free")]
    public void Space_Free_IsJudged(long free, string verdict, string says)
    {
        var finding = DataCheck.Space(free);

        Assert.Equal(verdict, finding.Verdict.ToString());
        Assert.Contains(says, finding.Sentence, StringComparison.Ordinal);
    }
}
