using Tessera.Inference.Sampling;

namespace Tessera.Inference.Tests.Sampling;

public sealed class SamplerTests
{
    [Fact]
    public void LogChance_OfShares_IsTheirLogarithm()
    {
        float[] logits = [0, MathF.Log(5), MathF.Log(2)];
        Assert.Equal(Math.Log(5.0 / 8), Sampler.LogChance(logits, 1), 1e-6);
        Assert.Equal(Math.Log(1.0 / 40), Sampler.LogChance(new float[40], 39), 1e-6);
    }

    [Theory]
    [InlineData(0, 0.0, 1)]
    [InlineData(1, 0.0, 0)]
    [InlineData(1, 0.124, 0)]
    [InlineData(1, 0.126, 1)]
    [InlineData(1, 0.751, 2)]
    public void Pick_ByChance_FallsIntoTheShareOfTheToken(float temperature, double chance, int expected)
    {
        // Shares 1/8, 5/8, 1/4.
        float[] logits = [0, MathF.Log(5), MathF.Log(2)];
        Assert.Equal(expected, Sampler.Pick(logits, temperature, chance));
    }

    [Fact]
    public void Pick_ManyTimes_FollowsTheOdds()
    {
        var counts = new int[3];
        for (var place = 0; place < 8000; place++)
        {
            counts[Sampler.Pick([0, MathF.Log(5), MathF.Log(2)], 1, Sampler.Chance(42, place))]++;
        }

        Assert.InRange(counts[0], 900, 1100);
        Assert.InRange(counts[1], 4850, 5150);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(16_384, 1)]
    [InlineData(16_384, 1000)]
    [InlineData(16_384, 2000)]
    [InlineData(16_384, 16_383)]
    [InlineData(97, 96)]
    [InlineData(97, 0)]
    [InlineData(97, 2000)]
    public void KeepGreatest_Some_IsWhatSortingGives(int length, int count)
    {
        // Rounded to 1/64, so that many are alike, on both sides of zero.
        var logits = Enumerable.Range(0, length).Select(i => MathF.Round((float)(Sampler.Chance(7, i) - 0.5) * 640) / 64).ToArray();
        var least = count == 0 || count >= length ? float.MinValue : logits.OrderDescending().ElementAt(count - 1);
        var expected = logits.Select(logit => logit < least ? float.NegativeInfinity : logit).ToArray();
        Sampler.KeepGreatest(logits, count);
        Assert.Equal(expected, logits);
    }

    [Fact]
    public void KeepGreatest_NumbersThatDifferInTheLastBit_AreToldApart()
    {
        float[] logits = [MathF.BitIncrement(1), 1, MathF.BitDecrement(1), -0f, 0, -1, MathF.BitDecrement(-1), float.NegativeInfinity];
        Assert.Equal(1, Kept(logits, 1));
        Assert.Equal(2, Kept(logits, 2));
        Assert.Equal(3, Kept(logits, 3));
        Assert.Equal(5, Kept(logits, 4));
        Assert.Equal(6, Kept(logits, 6));
    }

    [Fact]
    public void KeepGreatest_ThenPick_NeverGivesOneThatIsOut()
    {
        for (var place = 0; place < 1000; place++)
        {
            float[] logits = [0, 3, 2.9f, 1, -5];
            Sampler.KeepGreatest(logits, 2);
            Assert.InRange(Sampler.Pick(logits, 1, Sampler.Chance(42, place)), 1, 2);
        }
    }

    private static int Kept(float[] logits, int count)
    {
        float[] copy = [.. logits];
        Sampler.KeepGreatest(copy, count);
        return copy.Count(logit => !float.IsNegativeInfinity(logit));
    }

    [Fact]
    public void Pick_LowTemperature_Sharpens() => Assert.Equal(1, Sampler.Pick([0, 1, 0.5f], 0.01f, 0.999));

    [Fact]
    public void Pick_SharesThatRoundingKeptBelowOne_StillGivesATokenAtTheEnd()
    {
        // Seven sevenths of 32 bits each add up to less than the greatest chance.
        Assert.InRange(Sampler.Pick(new float[7], 1, 1 - 1.0 / (1L << 53)), 0, 6);
        Assert.Equal(0, Sampler.Pick([0, float.NegativeInfinity], 1, 1));
    }

    // SplitMix64's first number for the seed 1. Pictures that were drawn must come again in later versions.
    [Fact]
    public void Chance_SeedOne_IsTheKnownNumber() => Assert.Equal(0x910A2DEC89025CC1 / Math.Pow(2, 64), Sampler.Chance(1, 0), 1e-15);
}
