using System.Text;
using Tessera.Inference.Tests.Reference;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Tests.Weights;

public sealed class WeightSetTests
{
    [Theory]
    [InlineData("weights.bin")]
    [InlineData("weights-nested.bin")]
    [InlineData("weights.safetensors")]
    public void TryOpen_FileThatTorchWrote_HasTheSameBitsAsTorch(string name)
    {
        Assert.True(WeightSet.TryOpen(ReferenceFiles.Path(name), out var set, out var refusal), refusal?.ToString());
        using (set)
        {
            var bits = set.Tensors.Values.Where(tensor => tensor.Type != NumberType.I64).Select(tensor =>
            {
                var numbers = new float[tensor.Count];
                tensor.Read(0, numbers);
                return string.Join(' ', numbers.Select(x => $"{BitConverter.SingleToUInt32Bits(x):x8}").Prepend(tensor.Name));
            });
            Assert.Equal(File.ReadAllLines(ReferenceFiles.Path("weights.txt")).Order(StringComparer.Ordinal), bits.Order(StringComparer.Ordinal));
            Assert.Equal([5L, 3L], new[] { set.Tensors["0.weight"].Shape[1], set.Tensors["0.weight"].Shape[0] });
            Assert.Equal((NumberType.F16, NumberType.BF16, NumberType.I64),
                (set.Tensors["half"].Type, set.Tensors["brain"].Type, set.Tensors["positions"].Type));
            Assert.Empty(set.Tensors["scalar"].Shape);
        }
    }

    [Fact]
    public void Read_PartOfATensor_IsThatPart()
    {
        Assert.True(WeightSet.TryOpen(ReferenceFiles.Path("weights.safetensors"), out var set, out _));
        using (set)
        {
            var tensor = set.Tensors["brain"];
            Span<float> all = stackalloc float[8], part = stackalloc float[3];
            tensor.Read(0, all);
            tensor.Read(2, part);
            Assert.True(part.SequenceEqual(all.Slice(2, 3)));
            Assert.Throws<ArgumentOutOfRangeException>(() => tensor.Read(6, new float[3]));
            Assert.Throws<ArgumentOutOfRangeException>(() => tensor.Read(-1, new float[1]));
            Assert.Throws<InvalidOperationException>(() => set.Tensors["positions"].Read(0, new float[1]));
        }
    }

    [Fact]
    public void Read_AfterDispose_Throws()
    {
        Assert.True(WeightSet.TryOpen(ReferenceFiles.Path("weights.safetensors"), out var set, out _));
        set.Dispose();
        Assert.Throws<ObjectDisposedException>(() => set.Tensors["half"].Read(0, new float[1]));
    }

    [Fact]
    public void TryOpen_FolderWithShards_HasTheTensorsOfAll()
    {
        using var folder = new TempFolder();
        folder.Write("model-00001-of-00002.safetensors", SafetensorsFile.Of(("a", [1], [1f])));
        folder.Write("model-00002-of-00002.safetensors", SafetensorsFile.Of(("b", [2], [2f, 3f])));
        folder.Write("model.safetensors.index.json", Index("""{"a":"model-00001-of-00002.safetensors","b":"model-00002-of-00002.safetensors"}"""));
        Assert.True(WeightSet.TryOpen(folder.Path, out var set, out var refusal), refusal?.ToString());
        using (set)
        {
            Assert.Equal(["a", "b"], set.Tensors.Keys.Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("""{"a":"../model.safetensors"}""", "'../model.safetensors' is not the name of a shard in the same folder.")]
    [InlineData("""{"a":"/etc/passwd"}""", "'/etc/passwd' is not the name of a shard in the same folder.")]
    [InlineData("""{"a":".."}""", "'..' is not the name of a shard in the same folder.")]
    [InlineData("""{"a":"C:one"}""", "'C:one' is not the name of a shard in the same folder.")]
    [InlineData("""{"a":7}""", "'7' is not the name of a shard in the same folder.")]
    [InlineData("""{"b":"one.safetensors"}""", "'b' is not in 'one.safetensors'.")]
    [InlineData("""{"a":"two.safetensors","a2":"one.safetensors"}""", "'a' is in two shards.")]
    [InlineData("""{"a":"none.safetensors"}""", "The file is not there.")]
    [InlineData("[]", "There is no weight_map.")]
    public void TryOpen_WrongIndex_IsRefused(string map, string reason)
    {
        using var folder = new TempFolder();
        folder.Write("one.safetensors", SafetensorsFile.Of(("a", [1], [1f])));
        folder.Write("two.safetensors", SafetensorsFile.Of(("a", [1], [1f])));
        folder.Write("model.safetensors.index.json", Index(map));
        Assert.False(WeightSet.TryOpen(folder.Path, out _, out var refusal));
        Assert.Equal(reason, refusal.Reason);
    }

    [Fact]
    public void TryOpen_NothingThere_IsRefused()
    {
        using var folder = new TempFolder();
        Assert.False(WeightSet.TryOpen(folder.Path, out _, out var empty));
        Assert.False(WeightSet.TryOpen(Path.Combine(folder.Path, "none.bin"), out _, out var missing));
        Assert.False(WeightSet.TryOpen(folder.Write("zero.bin", []), out _, out var zero));
        Assert.Equal([RefusedAt.Open, RefusedAt.Open, RefusedAt.Open], [empty.Step, missing.Step, zero.Step]);
        Assert.Equal("none.bin: The file is not there.", missing.ToString());
    }

    [Fact]
    public void FindNotFinite_NaNAmongWeights_NamesTensorAndPlace()
    {
        using var folder = new TempFolder();
        var path = folder.Write("x.safetensors", SafetensorsFile.Of(("good", [2], [1f, -3e38f]), ("late", [3], [0f, 1f, float.NaN])));
        Assert.True(WeightSet.TryOpen(path, out var set, out _));
        using (set)
        {
            Assert.Equal("x.safetensors: 'late' has a NaN or an infinity at number 2.", WeightCheck.FindNotFinite(set)?.ToString());
        }
    }

    [Theory]
    [InlineData("F16", 0x7B, false)]
    [InlineData("F16", 0x7C, true)]
    [InlineData("BF16", 0x7C, false)]
    public void FindNotFinite_SixteenBits_KnowsTheExponent(string type, byte high, bool found)
    {
        using var folder = new TempFolder();
        var path = folder.Write("x.safetensors", SafetensorsFile.Raw(
            $$$"""{"t":{"dtype":"{{{type}}}","shape":[1],"data_offsets":[0,2]}}""", 0, high));
        Assert.True(WeightSet.TryOpen(path, out var set, out _));
        using (set)
        {
            Assert.Equal(found, WeightCheck.FindNotFinite(set) is not null);
        }
    }

    private static byte[] Index(string map) => Encoding.UTF8.GetBytes(map == "[]" ? "[]" : $$"""{"metadata":{},"weight_map":{{map}}}""");
}
