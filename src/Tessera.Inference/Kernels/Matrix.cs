namespace Tessera.Inference.Kernels;

/// <summary>A weight matrix (rows, columns), however it is stored. Immutable; any thread may use it.</summary>
internal abstract class Matrix(int rows, int columns)
{
    /// <summary>A row is widened on the stack: 64 KiB of it. Janus-Pro-7B's widest matrix has 11,008 columns.</summary>
    public const int ColumnsMax = 16_384;

    public int Rows { get; } = rows;

    public int Columns { get; } = columns <= ColumnsMax ? columns : throw new ArgumentOutOfRangeException(nameof(columns));

    /// <summary>
    /// y = W x for some rows and all streams. Each row is read and widened once for all streams: in a large model the time
    /// goes into reading weights.
    /// </summary>
    /// <param name="x">(streams, columns)</param>
    /// <param name="y">(streams, rows)</param>
    public void Multiply(ReadOnlySpan<float> x, Span<float> y, int streams, int firstRow, int endRow)
    {
        Span<float> room = stackalloc float[Columns];
        for (var row = firstRow; row < endRow; row++)
        {
            scoped var weights = Row(row, room, out var scale);
            for (var stream = 0; stream < streams; stream++)
            {
                y[stream * Rows + row] = Dot.Of(weights, x.Slice(stream * Columns, Columns)) * scale;
            }
        }
    }

    /// <summary>
    /// One row as 32-bit numbers (columns), which are to be multiplied by the scale: in the room given, or where they lie.
    /// </summary>
    public abstract ReadOnlySpan<float> Row(int row, Span<float> room, out float scale);
}
