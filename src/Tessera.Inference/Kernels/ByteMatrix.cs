namespace Tessera.Inference.Kernels;

/// <summary>
/// A matrix in memory with eight bits a weight and one scale a row: half of bf16, for an error of at most 1/254 of the row's
/// greatest weight.
/// </summary>
internal sealed class ByteMatrix : Matrix
{
    private readonly sbyte[] weights; // (rows, columns)
    private readonly float[] scales;  // (rows)

    /// <summary>Rounds another matrix.</summary>
    public ByteMatrix(Matrix from)
        : base(from.Rows, from.Columns)
    {
        weights = GC.AllocateUninitializedArray<sbyte>(checked(Rows * Columns));
        scales = new float[Rows];
        var exact = new float[Columns];
        for (var row = 0; row < Rows; row++)
        {
            from.Read(row, exact);
            scales[row] = Round(exact, weights.AsSpan(row * Columns, Columns));
        }
    }

    public override void Multiply(ReadOnlySpan<float> x, Span<float> y, int firstRow, int endRow)
    {
        for (var row = firstRow; row < endRow; row++)
        {
            RowProduct.Run<sbyte, ByteLanes>(weights.AsSpan(row * Columns, Columns), x, y[row..], Rows, scales[row]);
        }
    }

    public override void Read(int row, Span<float> into)
    {
        for (var column = 0; column < Columns; column++)
        {
            into[column] = weights[row * Columns + column] * scales[row];
        }
    }

    private static float Round(ReadOnlySpan<float> exact, Span<sbyte> into)
    {
        var greatest = 0f;
        foreach (var weight in exact)
        {
            greatest = MathF.Max(greatest, MathF.Abs(weight));
        }

        var scale = greatest / 127f;
        for (var i = 0; i < exact.Length; i++)
        {
            into[i] = scale == 0 ? (sbyte)0 : (sbyte)Math.Clamp(MathF.Round(exact[i] / scale), -127, 127);
        }

        return scale;
    }
}
