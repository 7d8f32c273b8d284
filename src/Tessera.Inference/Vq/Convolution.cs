using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Tessera.Inference.Kernels;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Vq;

/// <summary>
/// A convolution of 1×1 or 3×3, stride 1, that keeps the size. Shared out by blocks of four output channels: a block's
/// weights are widened once, and each sixteen numbers that are read serve four channels.
/// </summary>
/// <param name="weight">(out, in, side, side), or null after a refusal, when what was read is thrown away</param>
/// <param name="bias">(out)</param>
internal sealed class Convolution(WeightTensor? weight, float[] bias, int inputs, int side) : IShared
{
    private const int Block = 4;
    private const int Lanes = 16;

    private Planes from = null!; // set by Run
    private Planes into = null!; // set by Run

    public int Outputs => bias.Length;

    public static Convolution Read(WeightReader reader, string name, int inputs, int outputs, int side) =>
        new(reader.Tensor(name + ".weight", outputs, inputs, side, side), reader.Vector(name + ".bias", outputs), inputs, side);

    /// <summary>New planes of the same size.</summary>
    public Planes Run(Planes source, Team team)
    {
        (from, into) = (source, new Planes(Outputs, source.Height, source.Width));
        team.Run(this, (Outputs + Block - 1) / Block, 1);
        var result = into;
        (from, into) = (null!, null!);
        return result;
    }

    void IShared.Do(int first, int end)
    {
        var taps = inputs * side * side;
        var packed = new float[taps * Block];
        var plain = new float[taps];
        for (var block = first; block < end; block++)
        {
            var count = Math.Min(Block, Outputs - block * Block);
            for (var k = 0; k < count; k++)
            {
                weight!.Read((long)(block * Block + k) * taps, plain);
                for (var tap = 0; tap < taps; tap++)
                {
                    packed[tap * Block + k] = plain[tap];
                }
            }

            for (var y = 0; y < from.Height; y++)
            {
                for (var x = 0; x < from.Width; x += Lanes)
                {
                    Sixteen(packed, block * Block, count, y, x);
                }
            }
        }
    }

    /// <summary>Four channels of sixteen neighbours in a row: sums over all inputs and taps.</summary>
    private void Sixteen(ReadOnlySpan<float> packed, int channel, int count, int y, int x)
    {
        ref var source = ref MemoryMarshal.GetArrayDataReference(from.Numbers);
        ref var weights = ref MemoryMarshal.GetReference(packed);
        var (s0, s1, s2, s3) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);

        // A 1×1 convolution reads its own place, one right of and below the corner of a 3×3.
        var start = side == 1 ? (nuint)((y + 1) * from.Stride + x + 1) : (nuint)(y * from.Stride + x);
        nuint tap = 0;
        for (var input = 0; input < inputs; input++, start += (nuint)from.PlaneSize)
        {
            for (var dy = 0; dy < side; dy++)
            {
                for (var dx = 0; dx < side; dx++, tap += Block)
                {
                    var numbers = Vector512.LoadUnsafe(ref source, start + (nuint)(dy * from.Stride + dx));
                    s0 = Vector512.FusedMultiplyAdd(numbers, Vector512.Create(Unsafe.Add(ref weights, tap)), s0);
                    s1 = Vector512.FusedMultiplyAdd(numbers, Vector512.Create(Unsafe.Add(ref weights, tap + 1)), s1);
                    s2 = Vector512.FusedMultiplyAdd(numbers, Vector512.Create(Unsafe.Add(ref weights, tap + 2)), s2);
                    s3 = Vector512.FusedMultiplyAdd(numbers, Vector512.Create(Unsafe.Add(ref weights, tap + 3)), s3);
                }
            }
        }

        Store(s0, 0);
        Store(s1, 1);
        Store(s2, 2);
        Store(s3, 3);

        void Store(Vector512<float> sum, int k)
        {
            if (k < count)
            {
                Span<float> numbers = stackalloc float[Lanes];
                (sum + Vector512.Create(bias[channel + k])).CopyTo(numbers);
                numbers[..Math.Min(Lanes, from.Width - x)].CopyTo(into.Row(channel + k, y)[x..]);
            }
        }
    }
}
