using Tessera.Inference.Kernels;

namespace Tessera.Bench;

/// <summary>
/// Weights that cost no file: normally distributed with a deviation of 1/sqrt(columns), one row in a hundred ten times as
/// large, out of one pool of a million numbers that each row enters elsewhere.
/// </summary>
internal sealed class RandomMatrix(int rows, int columns) : Matrix(rows, columns)
{
    private static readonly float[] Pool = RandomWeights.Normal(1 << 20, new Random(1));

    public override int RowBytes => 4 * Columns;

    public override bool TakesRounded => false;

    public override void Multiply(Inputs x, Span<float> y, int firstRow, int endRow) => throw new NotSupportedException();

    public override void Read(int row, Span<float> into)
    {
        var scale = (row % 100 == 7 ? 10 : 1) / MathF.Sqrt(Columns);
        var start = (row + (long)Rows * Columns) * 7919 % (Pool.Length - Columns);
        for (var i = 0; i < into.Length; i++)
        {
            into[i] = Pool[start + i] * scale;
        }
    }
}
