using Tessera.Gateway.Settings;

namespace Tessera.Gateway.Tests.Settings;

public sealed class NearMissTests
{
    private static readonly string[] Known = ["log", "images", "records", "keep_days", "flush_to_disk"];

    [Theory]
    [InlineData("lgo", "log")]
    [InlineData("logs", "log")]
    [InlineData("image", "images")]
    [InlineData("imgaes", "images")]
    [InlineData("imagess", "images")]
    [InlineData("rekords", "records")]
    [InlineData("keepDays", "keep_days")]
    [InlineData("KEEP-DAYS", "keep_days")]
    [InlineData("flushtodisc", "flush_to_disk")]
    public void Word_WithASlip_IsRecognised(string written, string meant) => Assert.Equal(meant, NearMiss.Of(written, Known));

    [Theory]
    [InlineData("")]
    [InlineData("gol")]
    [InlineData("x")]
    [InlineData("pictures")]
    [InlineData("flush")]
    public void Word_OfAnotherKind_IsNot(string written) => Assert.Null(NearMiss.Of(written, Known));

    [Fact]
    public void Word_ThatIsVeryLong_IsNot() => Assert.Null(NearMiss.Of(new string('i', 1_000_000), Known));

    [Fact]
    public void Word_BetweenTwo_IsTheNearer() => Assert.Equal("images", NearMiss.Of("imagess", ["imagesss1", "images"]));
}
