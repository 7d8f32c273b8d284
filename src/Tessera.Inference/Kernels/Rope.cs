namespace Tessera.Inference.Kernels;

/// <summary>Rotary positions of the kind that pairs the first half of a head with its second half.</summary>
internal static class Rope
{
    /// <summary>cos and sin of position · base^(-2i/headSize): (positions, headSize / 2) each.</summary>
    public static (float[] Cos, float[] Sin) Table(int positions, int headSize, double baseValue)
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

        return (cos, sin);
    }

    /// <summary>Turns every head of a row (heads, headSize) to one position, whose cos and sin have headSize / 2 numbers.</summary>
    public static void Turn(Span<float> row, ReadOnlySpan<float> cos, ReadOnlySpan<float> sin)
    {
        var half = cos.Length;
        for (var head = 0; head < row.Length; head += 2 * half)
        {
            var first = row.Slice(head, half);
            var second = row.Slice(head + half, half);
            for (var i = 0; i < half; i++)
            {
                (first[i], second[i]) = (first[i] * cos[i] - second[i] * sin[i], second[i] * cos[i] + first[i] * sin[i]);
            }
        }
    }
}
