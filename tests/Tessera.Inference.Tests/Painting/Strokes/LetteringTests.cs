using Tessera.Inference.Painting;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Tests.Painting.Strokes;

public sealed class LetteringTests
{
    [Theory]
    [InlineData("Open", "OPEN")]
    [InlineData("  two   words ", "TWO WORDS")]
    [InlineData("it\u2019s 100%!", "IT'S 100%!")]
    [InlineData("caf\u00e9 \u2615", "CAF")]
    [InlineData("\u0645\u0631\u062d\u0628\u0627", "")]
    [InlineData("", "")]
    public void Writable_Text_KeepsWhatCanBeDrawn(string text, string written) => Assert.Equal(written, Lettering.Writable(text));

    [Theory]
    [InlineData("I")]
    [InlineData("NEVER GIVE UP AND KEEP CALM")]
    [InlineData("WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW")]
    [InlineData("& % ? / : + - , .")]
    public void Write_AnyText_StaysInItsBox(string text)
    {
        var canvas = new Canvas(200, 100);
        Lettering.Write(new Pen(canvas, Affine.Scale(1, 1), new Hand(Manner.Flat, Detail.High, 1)), text, 20, 20, 160, 60, Ink.Black);
        var inked = 0;
        for (var y = 0; y < 100; y++)
        {
            for (var x = 0; x < 200; x++)
            {
                if (canvas.At(x, y).A > 0.02f)
                {
                    inked++;
                    Assert.InRange(x, 14, 185);
                    Assert.InRange(y, 14, 85);
                }
            }
        }

        Assert.True(inked > 20, $"{inked} pixels");
    }

    [Fact]
    public void Write_EveryLetter_DiffersFromEveryOther()
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!?.,-'+:/&%";
        var seen = new HashSet<string>();
        foreach (var letter in letters)
        {
            var canvas = new Canvas(24, 32);
            Lettering.Write(new Pen(canvas, Affine.Scale(1, 1), new Hand(Manner.Flat, Detail.High, 1)), letter.ToString(), 2, 2, 20, 28, Ink.Black);
            Assert.True(seen.Add(string.Concat(Enumerable.Range(0, 24 * 32).Select(at => canvas.At(at % 24, at / 24).A > 0.5f ? '#' : '.'))), $"{letter} looks like another letter.");
        }
    }
}
