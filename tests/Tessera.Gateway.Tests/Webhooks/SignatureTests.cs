using System.Security.Cryptography;
using System.Text;
using Tessera.Gateway.Webhooks;

namespace Tessera.Gateway.Tests.Webhooks;

public sealed class SignatureTests
{
    private const string Golden = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_614_265_330);

    /// <summary>The published test vector of Standard Webhooks.</summary>
    [Fact]
    public void Of_ThePublishedVector_IsThePublishedSignature() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        Signature.Of([Golden], "msg_p5jXN8AQM9LWM0D4loKWxJek", At, """{"test": 2432232314}"""u8));

    [Fact]
    public void Of_TwoSecrets_HasASignatureOfEach()
    {
        const string other = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

        var header = Signature.Of([other, Golden], "msg_1", At, "{}"u8);

        Assert.Equal([Verifier.Sign(other, "msg_1", "1614265330", "{}"), Verifier.Sign(Golden, "msg_1", "1614265330", "{}")], header.Split(' '));
    }

    [Theory]
    [InlineData("msg_2", 1_614_265_330, "{}")]
    [InlineData("msg_1", 1_614_265_331, "{}")]
    [InlineData("msg_1", 1_614_265_330, "{ }")]
    public void Of_AnythingElse_IsAnotherSignature(string id, long seconds, string body) => Assert.NotEqual(
        Signature.Of([Golden], "msg_1", At, "{}"u8),
        Signature.Of([Golden], id, DateTimeOffset.FromUnixTimeSeconds(seconds), Encoding.UTF8.GetBytes(body)));
}

/// <summary>What a receiver does, written from the standard's text and knowing nothing of ours: HMAC by hand, as RFC 2104 has it.</summary>
internal static class Verifier
{
    private const int BlockBytes = 64;

    public static bool Accepts(string secret, string id, string timestamp, string body, string header) =>
        header.Split(' ').Contains(Sign(secret, id, timestamp, body), StringComparer.Ordinal);

    public static string Sign(string secret, string id, string timestamp, string body)
    {
        var key = Convert.FromBase64String(secret[(secret.IndexOf('_', StringComparison.Ordinal) + 1)..]);
        Assert.InRange(key.Length, 24, BlockBytes);
        var (inner, outer) = (new byte[BlockBytes], new byte[BlockBytes]);
        for (var i = 0; i < BlockBytes; i++)
        {
            var part = i < key.Length ? key[i] : (byte)0;
            (inner[i], outer[i]) = ((byte)(part ^ 0x36), (byte)(part ^ 0x5C));
        }

        var digest = SHA256.HashData([.. inner, .. Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")]);
        return "v1," + Convert.ToBase64String(SHA256.HashData([.. outer, .. digest]));
    }
}
