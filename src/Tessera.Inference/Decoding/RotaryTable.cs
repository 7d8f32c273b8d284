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
        var (apart, step) = Interleaved ? (1, 2) : (half, 1);
        for (var head = 0; head < row.Length; head += HeadSize)
        {
            for (var i = 0; i < half; i++)
            {
                ref var first = ref row[head + i * step];
                ref var second = ref row[head + i * step + apart];
                (first, second) = (first * cos[i] - second * sin[i], second * cos[i] + first * sin[i]);
            }
        }
    }
}
