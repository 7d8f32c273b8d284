using Tessera.Ledger.Keys;

namespace Tessera.Ledger.Tests.Keys;

public sealed class SecretTests
{
    [Fact]
    public void New_Twice_Differs() => Assert.NotEqual(Secret.New(KeyKind.Live), Secret.New(KeyKind.Live));

    [Fact]
    public void Explain_OneCharacterMistyped_IsABadChecksum()
    {
        var secret = Secret.New(KeyKind.Test);
        Assert.Equal(KeyVerdict.Unknown, Secret.Explain(secret));

        for (var place = "tsr_test_".Length; place < secret.Length; place++)
        {
            var typed = secret.ToCharArray();
            typed[place] = typed[place] == 'x' ? 'y' : 'x';
            Assert.Equal(KeyVerdict.BadChecksum, Secret.Explain(typed));
        }
    }

    [Fact]
    public void Explain_TwoNeighboursSwapped_IsABadChecksum()
    {
        var typed = Secret.New(KeyKind.Admin).ToCharArray();
        var place = Enumerable.Range("tsr_admin_".Length, 30).First(i => typed[i] != typed[i + 1]);
        (typed[place], typed[place + 1]) = (typed[place + 1], typed[place]);

        Assert.Equal(KeyVerdict.BadChecksum, Secret.Explain(typed));
    }

    [Fact]
    public void Explain_OtherKindInFront_IsABadChecksum() =>
        Assert.Equal(KeyVerdict.BadChecksum, Secret.Explain(Secret.New(KeyKind.Test).Replace("tsr_test_", "tsr_live_", StringComparison.Ordinal)));

    [Fact]
    public void Explain_KnownSecret_HoldsItsChecksumForEver() =>
        // Secrets that are out in the world must go on being told from typing errors.
        Assert.Equal(KeyVerdict.Unknown, Secret.Explain("tsr_live_000000000000000000000000000000000dSEZM"));

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Explain_OtherLength_IsMalformed(int difference)
    {
        var secret = Secret.New(KeyKind.Live);
        Assert.Equal(KeyVerdict.Malformed, Secret.Explain(difference > 0 ? secret + "0" : secret[..^1]));
    }
}
