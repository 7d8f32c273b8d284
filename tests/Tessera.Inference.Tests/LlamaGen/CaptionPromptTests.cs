using Tessera.Inference.Engine;
using Tessera.Inference.Kernels;
using Tessera.Inference.LlamaGen;
using Tessera.Inference.Models;
using Tessera.Inference.Packs;
using Tessera.Inference.Rasters;
using Tessera.Inference.Tests.T5;
using Tessera.Inference.Tests.Weights;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Tests.LlamaGen;

public sealed class CaptionPromptTests
{
    private static readonly LlamaGenReference Torch = LlamaGenReference.Read("t2i");

    [Theory]
    [InlineData("a red balloon")]
    [InlineData("  A [RED] balloon</s><pad> ")]
    public void Draw_ACaption_GivesTorchsLogitsTokensAndPixels(string words)
    {
        using var folder = TinyLlamaGen.CaptionFolder();
        var drawing = new GreedyDrawing(folder.Path, Precision.Stored, words);
        for (var stream = 0; stream < 2; stream++)
        {
            Assert.InRange(Torch.FirstLogits[stream].Zip(drawing.FirstLogits[stream], (a, b) => MathF.Abs(a - b)).Max(), 0, 1e-4f);
            Assert.InRange(Torch.LastLogits[stream].Zip(drawing.LastLogits[stream], (a, b) => MathF.Abs(a - b)).Max(), 0, 1e-4f);
        }

        Assert.Equal(Torch.Tokens, drawing.Tokens);
        for (var i = 0; i < Torch.Pixels.Length; i++)
        {
            Assert.InRange(drawing.Picture.Row(i / 3 / 64)[4 * (i / 3 % 64) + i % 3], Torch.Pixels[i] - 1, Torch.Pixels[i] + 1);
        }
    }

    [Fact]
    public async Task Draw_ThroughTheEngine_DrawsTorchsTokens()
    {
        using var folder = TinyLlamaGen.CaptionFolder();
        Assert.True(PictureEngine.TryOpen(folder.Path, new EngineOptions { Threads = 2 }, out var engine, out var refusal), refusal?.ToString());
        using (engine)
        {
            var order = new DrawOrder { Prompt = "a red balloon", Width = 64, Height = 64, Temperature = 0 };
            Assert.Equal(Torch.Tokens, (await engine.DrawAsync(order).OfType<DrawEvent.Finished>().SingleAsync()).Tokens);
        }
    }

    [Fact]
    public void Prepare_ALongCaption_LosesItsEnd()
    {
        var cut = Streams("a red balloon over a green field");
        Assert.All(cut, stream => Assert.Equal((0, 12 * 64), (stream.FirstPosition, stream.Inputs.Length)));
        Assert.Equal([7.5f, -6.5f], cut.Select(stream => stream.Weight));
        Assert.Equal(cut[1].Inputs, Streams("a red balloon over a blue field and more")[1].Inputs);
        Assert.Equal(Streams("a red balloon a a a blue")[0].Inputs, Streams("a red balloon a a a house")[0].Inputs); // the twelfth token is the one that ends it
        Assert.NotEqual(Streams("a red balloon a a blue")[0].Inputs, Streams("a red balloon a a house")[0].Inputs);
        var whole = Streams("a red balloon");
        Assert.All(whole, stream => Assert.Equal((3, 9 * 64), (stream.FirstPosition, stream.Inputs.Length)));
        Assert.Equal(cut[1].Inputs[(3 * 64)..], whole[1].Inputs);
    }

    [Fact]
    public void Prepare_NoWordsButAPicture_IsTheFeaturesOfNoCaption()
    {
        var stream = Assert.Single(Streams(" ", new SourcePicture(new Raster(64, 64), new int[16])));
        Assert.Equal((1f, 0), (stream.Weight, stream.FirstPosition));
        Assert.Equal(Streams("a red balloon over a green field")[1].Inputs, stream.Inputs);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("[###]")]
    [InlineData("<pad></s>")]
    public void Prepare_NoWords_IsRefused(string words)
    {
        var prepared = Prepare(words, null);
        Assert.Null(prepared.Prompt);
        Assert.Equal("There is nothing to draw in an empty prompt.", prepared.Refusal!.Reason);
    }

    [Fact]
    public void Open_WithoutAnEncoder_SaysWhatIsMissing()
    {
        using var folder = TinyLlamaGen.CaptionFolder();
        Directory.Delete(Path.Combine(folder.Path, "flan-t5"), recursive: true);
        Assert.Equal(
            "config.json: The model draws from captions and needs a T5 encoder (flan-t5-xl) in a folder within its own; none has a config.json of model_type t5.",
            Refused(folder.Path).ToString());
        TinyT5.Write(folder.Path); // beside the checkpoints does as well
        using var team = new Team(1);
        Assert.True(ModelFolder.TryOpen(folder.Path, Precision.Stored, team, out var model, out var refusal), refusal?.ToString());
        model.Dispose();
    }

    [Theory]
    [InlineData("\"d_model\":48", "\"d_model\":44", "'t5.encoder.block.0.layer.0.layer_norm.weight' has the shape [48] where the model needs [44].")]
    [InlineData("\"num_layers\":2", "\"num_layers\":3", "'t5.encoder.block.2.layer.0.layer_norm.weight' is missing.")]
    [InlineData("\"vocab_size\":120", "\"vocab_size\":7", "'t5.shared.weight' has the shape [120, 48] where the model needs [7, 48].")]
    public void Open_AnEncoderThatDoesNotFit_IsRefused(string part, string other, string reason)
    {
        using var folder = TinyLlamaGen.CaptionFolder();
        File.WriteAllText(Path.Combine(folder.Path, "flan-t5", "config.json"), TinyT5.Config.Replace(part, other, StringComparison.Ordinal));
        Assert.Equal(reason, Refused(folder.Path).Reason);
    }

    [Fact]
    public void Draw_AllPartsInOneFile_IsTheSame()
    {
        // As a conversion leaves it: the names of the set, the encoder's files and the settings beside.
        using var folder = TinyLlamaGen.CaptionFolder();
        using var converted = new TempFolder();
        Assert.Null(LlamaGenFolder.Open(folder.Path, out var parts));
        using (parts!.Set)
        {
            converted.Write("model.safetensors", SafetensorsFile.Of([.. parts.Set.Tensors.Select(pair => (pair.Key, Sides(pair.Value), Numbers(pair.Value)))]));
        }

        foreach (var name in (string[])["flan-t5/config.json", "flan-t5/tokenizer.json", "llamagen.json"])
        {
            File.Copy(Path.Combine(folder.Path, name), Path.Combine(converted.Path, Path.GetFileName(name)));
        }

        Assert.Equal(Torch.Tokens, new GreedyDrawing(converted.Path, Precision.Stored, "a red balloon").Tokens);
    }

    [Theory]
    [InlineData(Precision.Stored)]
    [InlineData(Precision.Int8)]
    [InlineData(Precision.Int4)]
    public void Draw_Converted_IsTheSameAsRoundedAtOpening(Precision precision)
    {
        using var folder = TinyLlamaGen.CaptionFolder();
        using var models = new TempFolder();
        Assert.True(Packing.TryPlan(folder.Path, "local/tiny", precision, out var packing, out var refused), refused?.ToString());
        using (packing)
        {
            Assert.Null(packing.Write(models.Path, _ => { }, CancellationToken.None));
        }

        var converted = new GreedyDrawing(PackFolder.Of(models.Path, "local/tiny"), Precision.Stored, "a red balloon");
        Assert.Equal(new GreedyDrawing(folder.Path, precision, "a red balloon").Tokens, converted.Tokens);
        Assert.Equal(precision == Precision.Stored, Torch.Tokens.SequenceEqual(converted.Tokens) && Torch.FirstLogits[0].Zip(converted.FirstLogits[0], (a, b) => MathF.Abs(a - b)).Max() < 1e-4f);
    }

    private static int[] Sides(WeightTensor tensor) => [.. tensor.Shape.Select(side => (int)side)];

    private static float[] Numbers(WeightTensor tensor)
    {
        var numbers = new float[tensor.Count];
        tensor.Read(0, numbers);
        return numbers;
    }

    private static Refusal Refused(string folder)
    {
        using var team = new Team(1);
        Assert.False(ModelFolder.TryOpen(folder, Precision.Stored, team, out _, out var refusal));
        return refusal;
    }

    private static IReadOnlyList<PromptStream> Streams(string words, SourcePicture? source = null) => Prepare(words, source).Prompt!.Streams;

    private static Prepared Prepare(string words, SourcePicture? source)
    {
        using var folder = TinyLlamaGen.CaptionFolder();
        using var team = new Team(1);
        Assert.True(ModelFolder.TryOpen(folder.Path, Precision.Stored, team, out var model, out var refusal), refusal?.ToString());
        using (model)
        {
            Assert.Equal(new SamplingDefaults(7.5f, 1, 1000), model.Sampling);
            return model.Prepare(new DrawOrder { Prompt = words, Width = 64, Height = 64 }, source, team).Last()!;
        }
    }
}
