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
        var packed = new float[taps * Block]; // (inputs, side, side, 4)
        var plain = new float[taps];
        var sums = new float[Block * from.Stride];
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
                Row(packed, sums, y);
                for (var k = 0; k < count; k++)
                {
                    var row = into.Row(block * Block + k, y);
                    sums.AsSpan(k * from.Stride, row.Length).CopyTo(row);
                    Dot.Add(row, bias[block * Block + k]);
                }
            }
        }
    }

    // One row of four channels: (4, stride). Input by input along the whole row, since a row is one or two pages of memory
    // and the next input's is elsewhere: place by place took four times as long.
    private void Row(ReadOnlySpan<float> packed, Span<float> sums, int y)
    {
        sums.Clear();

        // A 1×1 convolution reads its own place, one right of and below the corner of a 3×3.
        var start = side == 1 ? (y + 1) * from.Stride + 1 : y * from.Stride;
        for (var input = 0; input < inputs; input++, start += from.PlaneSize)
        {
            AddInput(packed.Slice(input * side * side * Block, side * side * Block), sums, start);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddInput(ReadOnlySpan<float> packed, Span<float> sums, int start)
    {
        ref var source = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(from.Numbers), start);
        ref var into0 = ref MemoryMarshal.GetReference(sums);
        ref var weights = ref MemoryMarshal.GetReference(packed);
        var stride = (nuint)from.Stride;
        for (nuint x = 0; x < (nuint)from.Width; x += Lanes)
        {
            var s0 = Vector512.LoadUnsafe(ref into0, x);
            var s1 = Vector512.LoadUnsafe(ref into0, x + stride);
            var s2 = Vector512.LoadUnsafe(ref into0, x + 2 * stride);
            var s3 = Vector512.LoadUnsafe(ref into0, x + 3 * stride);
            nuint tap = 0;
            for (nuint row = 0; row < (nuint)side; row++)
            {
                for (nuint column = 0; column < (nuint)side; column++, tap += Block)
                {
                    var numbers = Vector512.LoadUnsafe(ref source, x + row * stride + column);
                    s0 = Vector512.FusedMultiplyAdd(numbers, Vector512.Create(Unsafe.Add(ref weights, tap)), s0);
                    s1 = Vector512.FusedMultiplyAdd(numbers, Vector512.Create(Unsafe.Add(ref weights, tap + 1)), s1);
                    s2 = Vector512.FusedMultiplyAdd(numbers, Vector512.Create(Unsafe.Add(ref weights, tap + 2)), s2);
                    s3 = Vector512.FusedMultiplyAdd(numbers, Vector512.Create(Unsafe.Add(ref weights, tap + 3)), s3);
                }
            }

            s0.StoreUnsafe(ref into0, x);
            s1.StoreUnsafe(ref into0, x + stride);
            s2.StoreUnsafe(ref into0, x + 2 * stride);
            s3.StoreUnsafe(ref into0, x + 3 * stride);
        }
    }
}
