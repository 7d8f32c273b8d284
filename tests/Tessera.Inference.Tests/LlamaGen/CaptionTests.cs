using Tessera.Inference.LlamaGen;

namespace Tessera.Inference.Tests.LlamaGen;

public sealed class CaptionTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  A Red\tBalloon\n", "a red balloon")]
    [InlineData("“quoted” ‘words’ «there»", "\"quoted\" 'words' \"there\"")]
    [InlineData("a – b — c", "a - b - c")]
    [InlineData("---", "-")]
    [InlineData("(a) [b] {c} | d/e \\ *f* #g", "a b c d e f g")]
    [InlineData("red,blue. Green", "red, blue. green")]
    [InlineData("3.5 and 1,000", "3.5 and 1,000")]
    [InlineData("this-is-my-cute-cat", "this is my cute cat")]
    [InlineData("a well-known cat", "a well-known cat")]
    [InlineData("ÄRGER café 🎈", "ärger café 🎈")]
    public void Clean_ACaption_IsAsInTraining(string text, string cleaned) => Assert.Equal(cleaned, Caption.Clean(text));
}
