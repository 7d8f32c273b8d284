namespace Tessera.Inference.Kernels;

/// <summary>y = W x, done by a team. One object is used again for every product, so that a step allocates nothing.</summary>
internal sealed class MatrixProduct(Team team) : IShared
{
    // Large enough that taking a share costs nothing beside it, small enough that 16 threads have work in 2,048 rows.
    private const int ShareRows = 64;

    private Matrix? matrix;
    private float[] x = [];
    private float[] y = [];
    private int streams;

    /// <param name="w">(rows, columns)</param>
    /// <param name="from">(streams, columns)</param>
    /// <param name="into">(streams, rows)</param>
    /// <param name="count">How many streams.</param>
    public void Run(Matrix w, float[] from, float[] into, int count)
    {
        (matrix, x, y, streams) = (w, from, into, count);
        team.Run(this, w.Rows, ShareRows);
    }

    void IShared.Do(int first, int end) => matrix!.Multiply(x.AsSpan(0, streams * matrix.Columns), y, first, end);
}
