using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tessera.Inference.Decoding;

/// <summary>
/// How queries and keys are turned by their position: cos and sin for each pair of numbers of a head. A pair is a number of
/// the head's first half with its counterpart of the second, or, interleaved, two neighbours.
/// </summary>
/// <param name="Cos">(positions, headSize / 2)</param>
/// <param name="Sin">(positions, headSize / 2)</param>
/// <param name="HeadSize">Numbers of a head.</param>
/// <param name="Interleaved">Pairs are neighbours.</param>
internal sealed record RotaryTable(float[] Cos, float[] Sin, int HeadSize, bool Interleaved)
{
    /// <summary>The usual one: the angle is position · base^(-2i/headSize).</summary>
    public static RotaryTable Halves(int positions, int headSize, double baseValue)
    {
        var half = headSize / 2;
        var (cos, sin) = (new float[positions * half], new float[positions * half]);
        for (var i = 0; i < half; i++)
        {
            // In 32 bits, as the reference has it: the angle's rounding is part of the model.
            var frequency = (float)(1.0 / Math.Pow(baseValue, 2.0 * i / headSize));
            for (var position = 0; position < positions; position++)
            {
                var angle = position * frequency;
                (cos[position * half + i], sin[position * half + i]) = (MathF.Cos(angle), MathF.Sin(angle));
            }
        }

        return new RotaryTable(cos, sin, headSize, Interleaved: false);
    }

    /// <summary>Turns every head of a row (heads, headSize) to one position.</summary>
    public void Turn(Span<float> row, int position)
    {
        var half = HeadSize / 2;
        var cos = Cos.AsSpan(position * half, half);
        var sin = Sin.AsSpan(position * half, half);
        for (var head = 0; head < row.Length; head += HeadSize)
        {
            var numbers = row.Slice(head, HeadSize);
            if (Interleaved)
            {
                TurnNeighbours(numbers, cos, sin);
            }
            else
            {
                TurnHalves(numbers[..half], numbers[half..], cos, sin);
            }
        }
    }

    private static void TurnNeighbours(Span<float> numbers, ReadOnlySpan<float> cos, ReadOnlySpan<float> sin)
    {
        for (var i = 0; i < cos.Length; i++)
        {
            var (first, second) = (numbers[2 * i], numbers[2 * i + 1]);
            (numbers[2 * i], numbers[2 * i + 1]) = (first * cos[i] - second * sin[i], second * cos[i] + first * sin[i]);
        }
    }

    private static void TurnHalves(Span<float> firsts, Span<float> seconds, ReadOnlySpan<float> cos, ReadOnlySpan<float> sin)
    {
        ref var a = ref MemoryMarshal.GetReference(firsts);
        ref var b = ref MemoryMarshal.GetReference(seconds);
        ref var c = ref MemoryMarshal.GetReference(cos);
        ref var s = ref MemoryMarshal.GetReference(sin);
        var i = 0;
        for (; i <= cos.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var at = (nuint)i;
            var (first, second) = (Vector512.LoadUnsafe(ref a, at), Vector512.LoadUnsafe(ref b, at));
            var (across, up) = (Vector512.LoadUnsafe(ref c, at), Vector512.LoadUnsafe(ref s, at));
            (first * across - second * up).StoreUnsafe(ref a, at);
            (second * across + first * up).StoreUnsafe(ref b, at);
        }

        for (; i < cos.Length; i++)
        {
            var (first, second) = (firsts[i], seconds[i]);
            (firsts[i], seconds[i]) = (first * cos[i] - second * sin[i], second * cos[i] + first * sin[i]);
        }
    }
}
