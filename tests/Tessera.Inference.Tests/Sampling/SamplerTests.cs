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
