using System.Text;
using Tessera.Inference.Tests.Reference;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Tests.Weights;

/// <summary>Damaged files either open to tensors that can be read or are refused with a sentence: nothing is thrown, nothing large is taken.</summary>
public sealed class WeightFuzzTests
{
    private const int Rounds = 1_500;
    private const long AllocatedBytesMax = 4 * 1024 * 1024;

    [Theory]
    [InlineData("weights.bin", 1)]
    [InlineData("weights-nested.bin", 2)]
    [InlineData("weights.safetensors", 3)]
    public void TryOpen_DamagedFile_OpensOrRefusesAndNeverThrows(string name, int seed)
    {
        var whole = File.ReadAllBytes(ReferenceFiles.Path(name));
        using var folder = new TempFolder();
        var (opened, refused) = Run(seed, random => folder.Write("fuzz", Damage.Bytes(whole, random)));

        // Damage within the numbers leaves a good file, damage elsewhere does not: a run with only one of the two proves nothing.
        Assert.True(opened > Rounds / 30 && refused > Rounds / 6, $"{opened} opened, {refused} refused");
    }

    [Fact]
    public void TryOpen_HeaderThatLies_OpensOrRefusesAndNeverThrows()
    {
        var whole = File.ReadAllBytes(ReferenceFiles.Path("weights.safetensors"));
        using var folder = new TempFolder();
        var (opened, refused) = Run(4, random => folder.Write("fuzz", Damage.Header(whole, random)));
        Assert.True(opened > 5 && refused > Rounds / 2, $"{opened} opened, {refused} refused");
    }

    [Fact]
    public void TryOpen_DamagedIndex_OpensOrRefusesAndNeverLeavesItsFolder()
    {
        using var folder = new TempFolder();
        folder.Write("model-1.safetensors", SafetensorsFile.Of(("a", [2, 2], [1, 2, 3, 4]), ("b", [1], [5])));
        folder.Write("model-2.safetensors", SafetensorsFile.Of(("c", [3], [6, 7, 8])));
        var index = Encoding.UTF8.GetBytes(
            """{"metadata":{"total_size":32},"weight_map":{"a":"model-1.safetensors","b":"model-1.safetensors","c":"model-2.safetensors"}}""");
        var (opened, refused) = Run(5, random =>
        {
            folder.Write("model.safetensors.index.json", Damage.Json(index, random));
            return folder.Path;
        });
        Assert.True(opened > 50 && refused > Rounds / 2, $"{opened} opened, {refused} refused");
    }

    private static (int Opened, int Refused) Run(int seed, Func<Random, string> write)
    {
        var (opened, refused) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var path = write(new Random(seed * 1_000_000 + round));
            var before = GC.GetAllocatedBytesForCurrentThread();
            if (WeightSet.TryOpen(path, out var set, out var refusal))
            {
                using (set)
                {
                    ReadAll(set);
                }

                opened++;
            }
            else
            {
                Assert.True(refusal.Reason.EndsWith('.') && refusal.Reason.Length < 300 && !refusal.Reason.Any(char.IsControl), $"Round {round}: {refusal}");
                refused++;
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < AllocatedBytesMax, $"Round {round} allocated {allocated} bytes.");
        }

        return (opened, refused);
    }

    private static void ReadAll(WeightSet set)
    {
        foreach (var tensor in set.Tensors.Values.Where(tensor => tensor.Type is NumberType.F32 or NumberType.F16 or NumberType.BF16))
        {
            tensor.Read(0, new float[tensor.Count]);
        }

        _ = WeightCheck.FindNotFinite(set);
    }
}
