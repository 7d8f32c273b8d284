namespace Tessera.Inference.Kernels;

/// <summary>A weight matrix (rows, columns), however it is stored. Immutable; any thread may use it.</summary>
internal abstract class Matrix(int rows, int columns)
{
    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    /// <summary>
    /// y = W x for some rows and all streams. Each row is read and widened once for two streams: in a large model the time
    /// goes into reading weights.
    /// </summary>
    /// <param name="x">(streams, columns)</param>
    /// <param name="y">(streams, rows)</param>
    public abstract void Multiply(ReadOnlySpan<float> x, Span<float> y, int firstRow, int endRow);

    /// <summary>One row in 32 bits: (columns).</summary>
    public abstract void Read(int row, Span<float> into);
}
