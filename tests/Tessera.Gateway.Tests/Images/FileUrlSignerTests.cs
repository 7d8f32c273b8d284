using Tessera.Gateway.Formats;
using Tessera.Gateway.Images;

namespace Tessera.Gateway.Tests.Images;

public sealed class FileUrlSignerTests
{
    private const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static readonly StoredImage Image = new(Hash, 10, ImageFormat.Webp, 1, 1);
    private readonly ManualTime _time = new();
    private readonly FileUrlSigner _signer;

    public FileUrlSignerTests() => _signer = new FileUrlSigner([.. Enumerable.Range(0, 32).Select(i => (byte)i)], _time);

    [Fact]
    public void Sign_AnImage_IsOkUntilItsSecond()
    {
        var (exp, sig) = Parts(_signer.Sign(Image, TimeSpan.FromMinutes(5)));

        Assert.Equal(FileUrlCheck.Ok, Check(Hash, "webp", exp, sig));
        _time.Advance(TimeSpan.FromMinutes(4.9));
        Assert.Equal(FileUrlCheck.Ok, Check(Hash, "webp", exp, sig));
        _time.Advance(TimeSpan.FromMinutes(0.1));
        Assert.Equal(FileUrlCheck.Expired, Check(Hash, "webp", exp, sig));
    }

    [Fact]
    public void Sign_AnImage_HasTheDocumentedForm() =>
        Assert.Matches($"^/files/{Hash}\\.webp\\?exp=[0-9]{{10}}&sig=[A-Za-z0-9_-]{{43}}$", _signer.Sign(Image, TimeSpan.FromHours(1)));

    [Fact]
    public void Verify_AnyPartChanged_IsAltered()
    {
        var (exp, sig) = Parts(_signer.Sign(Image, TimeSpan.FromMinutes(5)));

        Assert.Equal(FileUrlCheck.Altered, Check("f" + Hash[1..], "webp", exp, sig));
        Assert.Equal(FileUrlCheck.Altered, Check(Hash, "png", exp, sig));
        Assert.Equal(FileUrlCheck.Altered, Check(Hash, "webp", exp[..^1] + (exp[^1] == '9' ? '8' : '9'), sig));
        Assert.Equal(FileUrlCheck.Altered, Check(Hash, "webp", "0" + exp, sig));
        Assert.Equal(FileUrlCheck.Altered, _signer.Verify(Hash, "webp", exp, sig, _time.GetUtcNow(), FileView.Thumb));
        for (var i = 0; i < 42; i++)
        {
            Assert.Equal(FileUrlCheck.Altered, Check(Hash, "webp", exp, sig[..i] + (sig[i] == 'A' ? 'B' : 'A') + sig[(i + 1)..]));
        }
    }

    [Fact]
    public void Verify_ExpiredAndAltered_IsAltered() => Assert.Equal(FileUrlCheck.Altered, Check(Hash, "png", "1000000000", new string('A', 43)));

    [Fact]
    public void Verify_AnotherKey_IsAltered()
    {
        var (exp, sig) = Parts(new FileUrlSigner(new byte[32], _time).Sign(Image, TimeSpan.FromMinutes(5)));

        Assert.Equal(FileUrlCheck.Altered, Check(Hash, "webp", exp, sig));
    }

    [Theory]
    [InlineData(null, "png", "2000000000", 43)]
    [InlineData(Hash, null, "2000000000", 43)]
    [InlineData(Hash, "png", null, 43)]
    [InlineData(Hash, "png", "", 43)]
    [InlineData(Hash, "png", "-2000000000", 43)]
    [InlineData(Hash, "png", "1e9", 43)]
    [InlineData(Hash, "png", " 2000000000", 43)]
    [InlineData(Hash, "png", "9999999999999", 43)]
    [InlineData(Hash, "png", "2000000000", 0)]
    [InlineData(Hash, "png", "2000000000", 42)]
    [InlineData(Hash, "png", "2000000000", 44)]
    [InlineData(Hash, "PNG", "2000000000", 43)]
    [InlineData(Hash, "exe", "2000000000", 43)]
    [InlineData(Hash, "png/../../x", "2000000000", 43)]
    [InlineData("../../../etc/passwd", "png", "2000000000", 43)]
    [InlineData("0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef", "png", "2000000000", 43)]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde\0", "png", "2000000000", 43)]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde/", "png", "2000000000", 43)]
    public void Verify_NotOfOurForm_IsMalformed(string? hash, string? extension, string? exp, int sigLength) =>
        Assert.Equal(FileUrlCheck.Malformed, Check(hash, extension, exp, new string('A', sigLength)));

    [Fact]
    public void Verify_SignatureOfOtherCharacters_IsMalformed() =>
        Assert.Equal(FileUrlCheck.Malformed, Check(Hash, "png", "2000000000", new string('A', 42) + "="));

    private static (string Exp, string Sig) Parts(string url)
    {
        var query = url[(url.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&');
        return (query[0]["exp=".Length..], query[1]["sig=".Length..]);
    }

    private FileUrlCheck Check(string? hash, string? extension, string? exp, string? sig) => _signer.Verify(hash, extension, exp, sig, _time.GetUtcNow());
}
