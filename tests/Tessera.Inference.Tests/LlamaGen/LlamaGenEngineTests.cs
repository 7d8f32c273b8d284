using Tessera.Inference.Decoding;
using Tessera.Inference.Engine;
using Tessera.Inference.Kernels;
using Tessera.Inference.Models;
using Tessera.Inference.Rasters;

namespace Tessera.Inference.Tests.LlamaGen;

public sealed class LlamaGenEngineTests
{
    private static readonly LlamaGenReference Torch = LlamaGenReference.Read("c2i");
    private static readonly DrawOrder Seventh = new() { Prompt = "class 7", Width = 64, Height = 64 };

    [Fact]
    public async Task Draw_AlwaysTheLikeliest_DrawsTorchsTokens()
    {
        using var folder = TinyLlamaGen.Folder();
        Assert.True(PictureEngine.TryOpen(folder.Path, new EngineOptions { Threads = 2 }, out var engine, out var refusal), refusal?.ToString());
        using (engine)
        {
            Assert.Equal(Torch.Tokens, (await engine.DrawAsync(Seventh with { Temperature = 0 }).OfType<DrawEvent.Finished>().SingleAsync()).Tokens);
            Assert.NotEqual(Torch.Tokens, (await engine.DrawAsync(Seventh).OfType<DrawEvent.Finished>().SingleAsync()).Tokens);
        }
    }

    [Fact]
    public async Task Draw_FromTheLikeliestOneOnly_IsTheSameAsAlwaysTheLikeliest()
    {
        using var folder = TinyLlamaGen.Folder();
        using var team = new Team(1);
        Assert.True(ModelFolder.TryOpen(folder.Path, Precision.Stored, team, out var model, out _));
        using var narrow = new Narrow(model);
        using var scheduler = new Scheduler(narrow, team, new EngineOptions());
        var job = new Job(Seventh, Inference.Framing.Framing.Of(Seventh, model.Grid), CancellationToken.None);
        Assert.True(scheduler.TryAdd(job, out _));
        Assert.Equal(Torch.Tokens, (await job.Events.ReadAllAsync(job.Stop).OfType<DrawEvent.Finished>().SingleAsync(job.Stop)).Tokens);
    }

    [Theory]
    [InlineData(false, "8")]
    [InlineData(true, "a red balloon")]
    public async Task Draw_FromAPicture_KeepsItsTokensOutsideTheHoleAndVariesWithoutWords(bool captions, string words)
    {
        using var folder = captions ? TinyLlamaGen.CaptionFolder() : TinyLlamaGen.Folder();
        Assert.True(PictureEngine.TryOpen(folder.Path, new EngineOptions { Threads = 2 }, out var engine, out var refusal), refusal?.ToString());
        using (engine)
        {
            var first = await engine.DrawAsync(Seventh with { Prompt = words, Seed = 1 }).OfType<DrawEvent.Finished>().SingleAsync();
            var mask = new Raster(64, 64);
            for (var i = 3; i < mask.Pixels.Length; i += 4)
            {
                mask.Pixels[i] = (byte)(i < mask.Pixels.Length / 2 ? 255 : 0);
            }

            // Of what the picture is seen as, the first row is out of the hole's reach, and the others are drawn anew.
            var edit = Seventh with { Prompt = words, References = [first.Raster], Mask = mask, Temperature = 0 };
            var edited = await engine.DrawAsync(edit).OfType<DrawEvent.Finished>().SingleAsync();
            var drawn = await engine.DrawAsync(edit with { Mask = null, Vary = true, Likeness = 1000 }).OfType<DrawEvent.Finished>().SingleAsync();
            Assert.Equal(drawn.Tokens[..4], edited.Tokens[..4]);
            Assert.Equal(first.Raster.Pixels[..(64 * 64)], edited.Raster.Pixels[..(64 * 64)]);

            var varied = await engine.DrawAsync(Seventh with { Prompt = "", References = [first.Raster], Vary = true }).OfType<DrawEvent.Finished>().SingleAsync();
            Assert.NotEqual(first.Tokens, varied.Tokens);
        }
    }

    /// <summary>A model whose makers draw from one token.</summary>
    private sealed class Narrow(IPictureModel model) : IPictureModel
    {
        public PictureGrid Grid => model.Grid;

        public ModelFacts Facts => model.Facts;

        public SamplingDefaults Sampling => model.Sampling with { TopK = 1 };

        public int Codes => model.Codes;

        public Decoder Decoder => model.Decoder;

        public bool SeesSource => model.SeesSource;

        public bool CanEncode => model.CanEncode;

        public IEnumerable<Prepared?> Prepare(DrawOrder order, SourcePicture? source, Team team) => model.Prepare(order, source, team);

        public void Embed(int token, Span<float> into) => model.Embed(token, into);

        public void Score(float[] normed, int rows, float[] logits) => model.Score(normed, rows, logits);

        public void Lean(int token, float factor, Span<float> logits) => model.Lean(token, factor, logits);

        public IEnumerable<int[]?> Encode(Raster picture, Team team) => model.Encode(picture, team);

        public IEnumerable<Raster?> Decode(int[] tokens, Team team) => model.Decode(tokens, team);

        public void Dispose() => model.Dispose();
    }
}
