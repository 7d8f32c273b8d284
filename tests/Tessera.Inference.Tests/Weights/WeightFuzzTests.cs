using Tessera.Inference.Tests.Reference;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Tests.Weights;

public sealed class WeightFuzzTests
{
    private const int Rounds = 300;
    private const long AllocatedBytesMax = 4 * 1024 * 1024;

    [Theory]
    [InlineData("weights.bin", 1)]
    [InlineData("weights-nested.bin", 2)]
    [InlineData("weights.safetensors", 3)]
    public void TryOpen_DamagedFile_OpensOrRefusesAndNeverThrows(string name, int seed)
    {
        var whole = File.ReadAllBytes(ReferenceFiles.Path(name));
        using var folder = new TempFolder();
        var (opened, refused) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var path = folder.Write("fuzz", Damage(whole, new Random(seed * 1_000_000 + round)));
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
                Assert.True(refusal.Reason.EndsWith('.') && refusal.Reason.Length < 300, $"Round {round}: {refusal}");
                refused++;
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < AllocatedBytesMax, $"Round {round} allocated {allocated} bytes.");
        }

        // Damage within the numbers leaves a good file, damage elsewhere does not: a run with only one of the two proves nothing.
        Assert.True(opened > 10 && refused > 50, $"{opened} opened, {refused} refused");
    }

    private static void ReadAll(WeightSet set)
    {
        foreach (var tensor in set.Tensors.Values.Where(tensor => tensor.Type is NumberType.F32 or NumberType.F16 or NumberType.BF16))
        {
            tensor.Read(0, new float[tensor.Count]);
        }

        _ = WeightCheck.FindNotFinite(set);
    }

    private static byte[] Damage(byte[] whole, Random random)
    {
        var bytes = (byte[])whole.Clone();
        switch (random.Next(5))
        {
            case 0: // cut
                return bytes[..random.Next(bytes.Length)];
            case 1: // a piece twice
                var at = random.Next(bytes.Length);
                return [.. bytes[..at], .. bytes[Math.Max(0, at - random.Next(64))..]];
            case 2: // a run of one byte: lengths that are zero or huge
                bytes.AsSpan(random.Next(bytes.Length - 8), random.Next(1, 9)).Fill(random.Next(2) == 0 ? (byte)0xFF : (byte)0);
                return bytes;
            default: // a few bytes changed
                for (var i = random.Next(1, 5); i > 0; i--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                return bytes;
        }
    }
}
