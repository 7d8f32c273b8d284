using System.Text.Json;
using Tessera.Inference.Kernels;
using Tessera.Inference.T5;
using Tessera.Inference.Tests.Reference;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Tests.T5;

public sealed class T5EncoderTests
{
    private static readonly JsonElement Torch = JsonDocument.Parse(File.ReadAllBytes(ReferenceFiles.Path("t5.json"))).RootElement;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Encode_Words_GivesTorchsFeaturesOfPaddedAndMaskedWords(int threads)
    {
        using var folder = new TempFolder();
        TinyT5.Write(folder.Path);
        using var team = new Team(threads);
        Assert.True(WeightSet.TryOpen(folder.Path, out var set, out _));
        using (set)
        {
            Assert.Null(T5Config.Read(folder.Path, out var config));
            var reader = new WeightReader(set, name => name);
            var encoder = new T5Encoder(config!, T5Weights.Read(reader, config!, ""), team);
            Assert.Null(reader.Refusal);
            var ids = Torch.GetProperty("ids").Deserialize<int[]>()!;
            var pieces = encoder.Encode(ids).ToArray();
            Assert.Equal(new float[]?[6], pieces[..^1]);
            var features = pieces[^1]!;
            Assert.Equal(ids.Length * 48, features.Length);
            var expected = Torch.GetProperty("features").Deserialize<float[][]>()!;
            Assert.All(expected, (row, i) => Assert.InRange(row.Select((number, column) => MathF.Abs(number - features[(13 * i * 48) + column])).Max(), 0, 1e-4f));
        }
    }

    [Fact]
    public void Bucket_EveryDistance_IsTheReferences() => Assert.Equal(
        Torch.GetProperty("buckets").Deserialize<int[]>()!,
        Enumerable.Range(-140, 281).Select(ahead => Distances.Bucket(ahead, 32, 128)));

    // 8 · 2^(k/2) for k = 0…7, rounded up: where each further kind begins, by hand.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 7)]
    [InlineData(8, 8)]
    [InlineData(11, 8)]
    [InlineData(12, 9)]
    [InlineData(16, 10)]
    [InlineData(22, 10)]
    [InlineData(23, 11)]
    [InlineData(32, 12)]
    [InlineData(46, 13)]
    [InlineData(63, 13)]
    [InlineData(64, 14)]
    [InlineData(91, 15)]
    [InlineData(100_000, 15)]
    public void Bucket_ADistance_IsOfItsKindInBothDirections(int distance, int kind)
    {
        Assert.Equal(kind, Distances.Bucket(-distance, 32, 128));
        Assert.Equal(distance == 0 ? 0 : kind + 16, Distances.Bucket(distance, 32, 128));
    }

    [Theory]
    [InlineData("gated-gelu", "relu", "feed_forward_proj is '\"relu\"', which is not known here.")]
    [InlineData("\"feed_forward_proj\":\"gated-gelu\",", "", "It has no feed_forward_proj; only encoders with a gate (gated-gelu) are known here.")]
    [InlineData("\"d_model\":48", "\"d_model\":-1", "d_model is not a whole number from 1 to 65536.")]
    [InlineData("num_buckets\":32", "num_buckets\":31", "31 kinds of distance up to 128 are not known here.")]
    [InlineData("num_buckets\":32", "num_buckets\":1024", "1024 kinds of distance up to 128 are not known here.")]
    public void Read_WhatTheEncoderDoesNotDo_IsRefused(string part, string other, string reason)
    {
        using var folder = new TempFolder();
        folder.Write("config.json", System.Text.Encoding.UTF8.GetBytes(TinyT5.Config.Replace(part, other, StringComparison.Ordinal)));
        Assert.Equal("config.json: " + reason, T5Config.Read(folder.Path, out _)?.ToString());
    }
}
