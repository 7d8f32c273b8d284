using Tessera.Inference.Decoding;

namespace Tessera.Inference.LlamaGen;

/// <summary>
/// Positions on a grid: the first half of a head's pairs turns with the row, the second with the column; pairs are
/// neighbours. What stands before the picture has cos = sin = 0: its queries and keys become nothing, so that all of it is
/// attended to alike. That is how the models were trained.
/// </summary>
internal static class GridRotary
{
    private const double Base = 10_000;

    /// <param name="prefix">Positions before the picture.</param>
    /// <param name="side">Tokens along each side of the picture.</param>
    /// <param name="headSize">Numbers of a head; divisible by four.</param>
    public static RotaryTable Table(int prefix, int side, int headSize)
    {
        var (pairs, quarter) = (headSize / 2, headSize / 4);
        var cos = new float[(prefix + side * side) * pairs];
        var sin = new float[cos.Length];
        for (var i = 0; i < pairs; i++)
        {
            // In 32 bits, as the reference has it: the angle's rounding is part of the model.
            var frequency = (float)(1.0 / Math.Pow(Base, 2.0 * (i % quarter) / pairs));
            for (var place = 0; place < side * side; place++)
            {
                var angle = (i < quarter ? place / side : place % side) * frequency;
                var at = (prefix + place) * pairs + i;
                (cos[at], sin[at]) = (MathF.Cos(angle), MathF.Sin(angle));
            }
        }

        return new RotaryTable(cos, sin, headSize, Interleaved: true);
    }
}
