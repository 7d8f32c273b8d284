using Tessera.Inference.Engine;
using Tessera.Inference.Kernels;
using Tessera.Inference.Families;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Tests.LlamaGen;

public sealed class LlamaGenModelTests
{
    private static readonly LlamaGenReference Torch = LlamaGenReference.Read("c2i");

    [Fact]
    public void Draw_AClass_GivesTorchsLogitsTokensAndPixels()
    {
        using var folder = TinyLlamaGen.Folder();
        var drawing = new GreedyDrawing(folder.Path, Precision.Stored, "class 7");
        Close(Torch.FirstLogits, drawing.FirstLogits);
        Close(Torch.LastLogits, drawing.LastLogits);
        Assert.Equal(Torch.Tokens, drawing.Tokens);
        for (var i = 0; i < Torch.Pixels.Length; i++)
        {
            Assert.InRange(drawing.Picture.Row(i / 3 / 64)[4 * (i / 3 % 64) + i % 3], Torch.Pixels[i] - 1, Torch.Pixels[i] + 1);
        }
    }

    [Fact]
    public void Draw_AnotherClass_GivesAnotherPicture()
    {
        using var folder = TinyLlamaGen.Folder();
        Assert.NotEqual(Torch.Tokens, new GreedyDrawing(folder.Path, Precision.Stored, "8").Tokens);
    }

    [Fact]
    public void Draw_EightBits_KeepsTheDirectionOfTheLogits()
    {
        using var folder = TinyLlamaGen.Folder();
        var drawing = new GreedyDrawing(folder.Path, Precision.Int8, "7");
        foreach (var (expected, actual) in Torch.FirstLogits.Zip(drawing.FirstLogits))
        {
            Assert.InRange(Dot.Of(expected, actual) / Math.Sqrt((double)Dot.Of(expected, expected) * Dot.Of(actual, actual)), 0.999, 0.9999999);
        }
    }

    [Theory]
    [InlineData("10")]
    [InlineData("-1")]
    [InlineData("class")]
    [InlineData("a red balloon")]
    [InlineData("")]
    [InlineData("99999999999999999999")]
    public void Prepare_WhatIsNoClass_IsRefusedWithWhatToSay(string words)
    {
        using var folder = TinyLlamaGen.Folder();
        using var team = new Team(1);
        Assert.True(ModelFolder.TryOpen(folder.Path, Precision.Stored, team, out var model, out _));
        using (model)
        {
            var prepared = model.Prepare(new DrawOrder { Prompt = words, Width = 64, Height = 64 }, null, team).Last()!;
            Assert.Null(prepared.Prompt);
            Assert.Equal(RefusedAt.Prompt, prepared.Refusal!.Step);
            Assert.StartsWith("This model draws one of 10 classes; give its number", prepared.Refusal.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Sampling_OfTheFamily_IsThatOfItsMakers()
    {
        using var folder = TinyLlamaGen.Folder();
        using var team = new Team(1);
        Assert.True(ModelFolder.TryOpen(folder.Path, Precision.Stored, team, out var model, out _));
        using (model)
        {
            Assert.Equal((new SamplingDefaults(4, 1, 2000), new PictureGrid(4, 4, 16), 97), (model.Sampling, model.Grid, model.Codes));
        }
    }

    private static void Close(float[][] expected, float[][] actual)
    {
        for (var stream = 0; stream < 2; stream++)
        {
            var worst = expected[stream].Zip(actual[stream], (a, b) => MathF.Abs(a - b)).Max();
            Assert.True(worst < 1e-4f, $"stream {stream}: off by {worst}");
        }
    }
}
