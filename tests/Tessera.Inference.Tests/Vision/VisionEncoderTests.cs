using Tessera.Inference.Janus;
using Tessera.Inference.Kernels;
using Tessera.Inference.Vision;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Tests.Vision;

public sealed class VisionEncoderTests
{
    private static readonly VisionConfig Tiny = new(64, 16, 4, 1e-6f);
    private static readonly VisionReference Torch = VisionReference.Read();

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Run_Picture_IsSeenAsTorchSeesIt(bool huggingFace, bool halved)
    {
        using var folder = new SeeingJanus(huggingFace, halved);
        var worst = Torch.Seen.SelectMany(row => row).Zip(Run(folder.Path), (a, b) => MathF.Abs(a - b)).Max();
        Assert.InRange(worst, 0, 1e-4f);
    }

    [Fact]
    public void Run_EitherLayoutAndAnyThreads_GivesTheSameBits()
    {
        using var one = new SeeingJanus();
        using var other = new SeeingJanus(huggingFace: true);
        var expected = Run(one.Path);
        Assert.Equal(expected, Run(other.Path));
        Assert.Equal(expected, Run(one.Path, threads: 3));
    }

    [Fact]
    public void Run_EightBits_KeepsTheDirection()
    {
        using var folder = new SeeingJanus();
        var (exact, rounded) = (Run(folder.Path), Run(folder.Path, precision: Precision.Int8));
        var cosine = Dot.Of(exact, rounded) / Math.Sqrt((double)Dot.Of(exact, exact) * Dot.Of(rounded, rounded));
        Assert.InRange(cosine, 0.999, 0.9999999);
    }

    [Fact]
    public void Run_Picture_LetsGoThriceInEachBlock()
    {
        using var folder = new SeeingJanus();
        using var team = new Team(1);
        Assert.True(WeightSet.TryOpen(folder.Path, out var set, out _));
        using (set)
        {
            var encoder = VisionEncoder.Read(new WeightReader(set, TensorNames.For(set)), Tiny, 64);
            Assert.Equal([.. Enumerable.Repeat(true, 1 + 3 * 2 + 1), false], encoder.Run(SeeingJanus.Picture(), team).Select(piece => piece is null));
        }
    }

    [Theory]
    [InlineData("vision_model.vision_tower.blocks.1.attn.proj.bias", "'vision_model.vision_tower.blocks.1.attn.proj.bias' is missing.")]
    [InlineData("vision_model.vision_tower.blocks.0.attn.qkv.weight", "'vision_model.vision_tower.blocks.0.attn.qkv.weight' is missing.")]
    [InlineData("vision_model.vision_tower.norm.bias", "'vision_model.vision_tower.norm.bias' is missing or has over 16384 numbers.")]
    [InlineData("vision_model.vision_tower.pos_embed", "'vision_model.vision_tower.pos_embed' is missing.")]
    [InlineData("aligner.layers.2.weight", "'aligner.layers.2.weight' is missing.")]
    public void Read_TensorMissing_IsRefusedByName(string name, string reason)
    {
        using var folder = new SeeingJanus(change: (tensor, shape) => tensor == name ? null : shape);
        Assert.Equal(reason, Refused(folder.Path, Tiny)?.Reason);
    }

    [Theory]
    [InlineData("vision_model.vision_tower.patch_embed.proj.weight", new[] { 64, 3, 8, 8 }, "[64, 3, 8, 8] where the model needs [64, 3, 16, 16]")]
    [InlineData("vision_model.vision_tower.pos_embed", new[] { 1, 9, 64 }, "[1, 9, 64] where the model needs [1, 16, 64]")]
    [InlineData("vision_model.vision_tower.blocks.1.attn.qkv.weight", new[] { 64, 64 }, "[64, 64] where the model needs [192, 64]")]
    [InlineData("vision_model.vision_tower.blocks.0.mlp.fc2.weight", new[] { 128, 64 }, "[128, 64] where the model needs [64, 128]")]
    [InlineData("aligner.layers.0.weight", new[] { 64, 32 }, "[64, 32] where the model needs [64, 64]")]
    public void Read_WrongShape_IsRefusedWithBoth(string name, int[] wrong, string reason)
    {
        using var folder = new SeeingJanus(change: (tensor, shape) => tensor == name ? wrong : shape);
        Assert.Equal($"'{name}' has the shape {reason}.", Refused(folder.Path, Tiny)?.Reason);
    }

    [Fact]
    public void Read_HeadsThatDoNotDivideTheWidth_IsRefused()
    {
        using var folder = new SeeingJanus();
        Assert.Equal("The encoder's width of 64 does not divide into 5 heads.", Refused(folder.Path, Tiny with { Heads = 5 })?.Reason);
        Assert.Null(Refused(folder.Path, Tiny with { Heads = null }));
    }

    private static Refusal? Refused(string folder, VisionConfig config)
    {
        Assert.True(WeightSet.TryOpen(folder, out var set, out _));
        using (set)
        {
            var reader = new WeightReader(set, TensorNames.For(set));
            VisionEncoder.Read(reader, config, 64);
            return reader.Refusal;
        }
    }

    private static float[] Run(string folder, int threads = 1, Precision precision = Precision.Stored)
    {
        using var team = new Team(threads);
        Assert.True(WeightSet.TryOpen(folder, out var set, out var refusal), refusal?.ToString());
        using (set)
        {
            var reader = new WeightReader(set, TensorNames.For(set), precision);
            var encoder = VisionEncoder.Read(reader, Tiny, 64);
            Assert.Null(reader.Refusal);
            return encoder.Run(SeeingJanus.Picture(), team).Last()!;
        }
    }
}
