namespace Tessera.Inference.Kernels;

/// <summary>A weight matrix (rows, columns), however it is stored. Immutable; any thread may use it.</summary>
internal abstract class Matrix(int rows, int columns)
{
    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    /// <summary>Bytes that a pass over one row reads.</summary>
    public abstract int RowBytes { get; }

    /// <summary>Whether the inputs are to be rounded before.</summary>
    public abstract bool TakesRounded { get; }

    /// <summary>
    /// y = W x for some rows and all streams. Each row is read once for several streams: in a large model the time goes into
    /// reading weights. What a stream gets does not depend on how many there are.
    /// </summary>
    /// <param name="x">(streams, columns)</param>
    /// <param name="y">(streams, rows)</param>
    /// <param name="firstRow">The first row to do.</param>
    /// <param name="endRow">Behind the last.</param>
    public abstract void Multiply(Inputs x, Span<float> y, int firstRow, int endRow);

    /// <summary>One row in 32 bits: (columns).</summary>
    public abstract void Read(int row, Span<float> into);
}
