using Tessera.Inference.Janus;
using Tessera.Inference.Kernels;
using Tessera.Inference.Rasters;
using Tessera.Inference.Tests.Janus;
using Tessera.Inference.Vq;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Tests.Vq;

public sealed class VqTests
{
    private static readonly JanusReference Torch = JanusReference.Read();

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Decode_TorchsTokens_GivesTorchsPixels(bool huggingFace, bool halved)
    {
        using var tiny = new Tiny(huggingFace, halved);
        var picture = tiny.Decoder.Decode(Torch.Tokens, 4, 4, tiny.Team).Last()!;
        Assert.Equal((64, 64), (picture.Width, picture.Height));
        Assert.InRange(picture.Pixels.Zip(Drawn(upsideDown: false).Pixels, (a, b) => Math.Abs(a - b)).Max(), 0, 1);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Encode_Picture_GivesTorchsTokensWithCodesOfLengthOne(bool huggingFace, bool halved)
    {
        using var tiny = new Tiny(huggingFace, halved);
        for (var picture = 0; picture < 2; picture++)
        {
            Assert.NotEqual(Torch.Encoded[picture], Torch.EncodedAtFullLength[picture]);
            Assert.Equal(Torch.Encoded[picture], tiny.Encoder!.Encode(Drawn(upsideDown: picture == 1), tiny.Team).Last());
        }
    }

    [Fact]
    public void Read_NoEncoderInTheFile_DecodesAndHasNoEncoder()
    {
        using var tiny = new Tiny(without: name => name.Contains(".encoder.", StringComparison.Ordinal));
        Assert.Null(tiny.Encoder);
        Assert.NotNull(tiny.Decoder.Decode(Torch.Tokens, 4, 4, tiny.Team).Last());
    }

    [Fact]
    public void Read_HalfAnEncoder_IsRefusedByTheMissingName()
    {
        using var folder = TinyJanus.Folder(without: name => name.EndsWith("encoder.conv_blocks.1.downsample.conv.bias", StringComparison.Ordinal));
        Assert.True(WeightSet.TryOpen(folder.Path, out var set, out _));
        using (set)
        {
            var reader = new WeightReader(set, TensorNames.For(set));
            VqEncoder.Read(reader, VqDecoder.Read(reader, 97, 8));
            Assert.Contains("conv_blocks.1.downsample.conv.bias", reader.Refusal!.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void DecodeAndEncode_AnyNumberOfThreads_GiveTheSameBits()
    {
        var pictures = new List<byte[]>();
        foreach (var threads in (int[])[1, 2, 5])
        {
            using var tiny = new Tiny(threads: threads);
            pictures.Add(tiny.Decoder.Decode([.. Torch.Tokens, .. Torch.Tokens[..8]], 4, 6, tiny.Team).Last()!.Pixels);
        }

        Assert.Equal(pictures[0], pictures[1]);
        Assert.Equal(pictures[0], pictures[2]);
    }

    [Fact]
    public void Decode_SeveralAtOnceAndSomeBrokenOff_EachGetsItsOwnPicture()
    {
        using var tiny = new Tiny();
        var other = Torch.Tokens.Reverse().ToArray();
        var (alone, otherAlone) = (tiny.Decoder.Decode(Torch.Tokens, 4, 4, tiny.Team).Last()!, tiny.Decoder.Decode(other, 4, 4, tiny.Team).Last()!);
        using var broken = tiny.Decoder.Decode(other, 4, 4, tiny.Team).GetEnumerator();
        Assert.True(broken.MoveNext() && broken.MoveNext());
        foreach (var (one, two) in tiny.Decoder.Decode(Torch.Tokens, 4, 4, tiny.Team).Zip(tiny.Decoder.Decode(other, 4, 4, tiny.Team)))
        {
            Assert.Equal(one is null, two is null);
            Assert.Equal(one?.Pixels, one is null ? null : alone.Pixels);
            Assert.Equal(two?.Pixels, two is null ? null : otherAlone.Pixels);
        }
    }

    [Fact]
    public void Lean_Token_AddsTheCosineOfItsCode()
    {
        using var tiny = new Tiny();
        var (codes, logits) = (TinyJanus.Numbers("gen_vision_model.quantize.embedding.weight", [97, 8]), new float[97]);
        Array.Fill(logits, 2);
        tiny.Decoder.Codebook.Lean(5, 3, logits);
        for (var i = 0; i < 97; i++)
        {
            var (one, other) = (codes[(5 * 8)..(6 * 8)], codes[(i * 8)..(i * 8 + 8)]);
            var cosine = Dot.Of(one, other) / Math.Sqrt((double)Dot.Of(one, one) * Dot.Of(other, other));
            Assert.Equal(2 + 3 * cosine, logits[i], 1e-5);
        }
    }

    [Theory]
    [InlineData(4, 6)]
    [InlineData(1, 3)]
    [InlineData(13, 1)]
    [InlineData(16, 20)]
    public void Decode_ManyPictures_HoldsNoMoreMemoryThanSaid(int rows, int columns)
    {
        using var tiny = new Tiny();
        var most = Math.Max(tiny.Decoder.WorkingBytes(rows, columns), tiny.Encoder!.WorkingBytes(16 * columns, 16 * rows));
        var tokens = Enumerable.Range(0, rows * columns).Select(i => i * 7 % 97).ToArray();
        for (var round = 0; round < 3; round++)
        {
            var picture = tiny.Decoder.Decode(tokens, rows, columns, tiny.Team).Last()!;
            Assert.InRange(tiny.Decoder.Workspace.BytesHeld, most / 10, most);
            Assert.Equal(tokens.Length, tiny.Encoder.Encode(picture, tiny.Team).Last()!.Length);
            Assert.InRange(tiny.Decoder.Workspace.BytesHeld, most / 10, most);
        }
    }

    private static Raster Drawn(bool upsideDown)
    {
        var raster = new Raster(64, 64);
        for (var i = 0; i < 64 * 64; i++)
        {
            var from = upsideDown ? (63 - i / 64) * 64 + i % 64 : i;
            Torch.Pixels.AsSpan(3 * from, 3).CopyTo(raster.Pixels.AsSpan(4 * i));
            raster.Pixels[4 * i + 3] = 255;
        }

        return raster;
    }

    private sealed class Tiny : IDisposable
    {
        private readonly TempFolder _folder;
        private readonly WeightSet _set;

        public Tiny(bool huggingFace = false, bool halved = false, int threads = 2, Func<string, bool>? without = null)
        {
            _folder = TinyJanus.Folder(huggingFace, halved, without);
            Assert.True(WeightSet.TryOpen(_folder.Path, out var set, out var refusal), refusal?.ToString());
            (_set, Team) = (set, new Team(threads));
            var reader = new WeightReader(set, TensorNames.For(set));
            Decoder = VqDecoder.Read(reader, 97, 8);
            Encoder = VqEncoder.Read(reader, Decoder);
            Assert.Null(reader.Refusal);
        }

        public Team Team { get; }

        public VqDecoder Decoder { get; }

        public VqEncoder? Encoder { get; }

        public void Dispose()
        {
            _set.Dispose();
            Team.Dispose();
            _folder.Dispose();
        }
    }
}
