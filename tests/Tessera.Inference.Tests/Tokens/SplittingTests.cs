using Tessera.Inference.Tokens;

namespace Tessera.Inference.Tests.Tokens;

public sealed class SplittingTests
{
    // "the-final--countdown" split at the dashes: the example in the documentation of the reference.
    [Theory]
    [InlineData("Removed", false, "the|final|countdown")]
    [InlineData("Isolated", false, "the|-|final|-|-|countdown")]
    [InlineData("MergedWithPrevious", false, "the-|final-|-|countdown")]
    [InlineData("MergedWithNext", false, "the|-final|-|-countdown")]
    [InlineData("Contiguous", false, "the|-|final|--|countdown")]
    [InlineData("Removed", true, "-|-|-")]
    [InlineData("Isolated", true, "the|-|final|-|-|countdown")]
    public void Cut_AtDashes_FollowsTheBehavior(string behavior, bool invert, string expected) =>
        CutAt("the-final--countdown", "-", Enum.Parse<SplitBehavior>(behavior), invert, expected);

    [Theory]
    [InlineData("[\U00010400-\U0001044F]+", "a\U00010400\U0001044Fb", "a|\U00010400\U0001044F|b")]
    [InlineData("[x\U0001F000-\U0001FBFF]+", "ax\U0001F388\U0001F3FFb", "a|x\U0001F388\U0001F3FF|b")]
    [InlineData("[^a]", "a\U0001F388a", "a|\U0001F388|a")]
    [InlineData(" $", "a \nb ", "a| |\nb| ")]
    public void Cut_CharactersOfTwoHalves_StayWhole(string pattern, string text, string expected) =>
        CutAt(text, pattern, SplitBehavior.Isolated, invert: false, expected);

    private static void CutAt(string text, string pattern, SplitBehavior behavior, bool invert, string expected) =>
        Assert.Equal(expected.Split('|'), new SplitStep(OnigPattern.Read(pattern)!, behavior, invert).Cut(text));
}
