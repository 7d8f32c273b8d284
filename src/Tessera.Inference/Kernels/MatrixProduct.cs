namespace Tessera.Inference.Kernels;

/// <summary>
/// y = W x, done by a team; up to three matrices of the same inputs in one go, since handing out work costs as much as reading
/// some hundred kilobytes. One object is used again for every product, so that a step allocates nothing.
/// </summary>
internal sealed class MatrixProduct(Team team) : IShared
{
    // Large enough that taking a share costs nothing beside it, small enough that the last one is not long waited for.
    private const int ShareBytes = 128 * 1024;

    private readonly Inputs _inputs = new(team);
    private readonly Matrix[] _matrices = new Matrix[3];
    private readonly float[][] _results = new float[3][];
    private int _count;

    /// <param name="w">(rows, columns)</param>
    /// <param name="from">(streams, columns)</param>
    /// <param name="into">(streams, rows)</param>
    /// <param name="streams">How many streams.</param>
    public void Run(Matrix w, float[] from, float[] into, int streams)
    {
        Begin(from, streams, w.Columns);
        Add(w, into);
        Share();
    }

    /// <summary>The same of two matrices.</summary>
    public void Run(float[] from, int streams, Matrix w, float[] into, Matrix w2, float[] into2)
    {
        Begin(from, streams, w.Columns);
        Add(w, into);
        Add(w2, into2);
        Share();
    }

    /// <summary>The same of three matrices.</summary>
    public void Run(float[] from, int streams, Matrix w, float[] into, Matrix w2, float[] into2, Matrix w3, float[] into3)
    {
        Begin(from, streams, w.Columns);
        Add(w, into);
        Add(w2, into2);
        Add(w3, into3);
        Share();
    }

    void IShared.Do(int first, int end)
    {
        // Rows are numbered through all matrices.
        var start = 0;
        for (var i = 0; i < _count; i++)
        {
            var matrix = _matrices[i];
            var (from, to) = (Math.Max(first - start, 0), Math.Min(end - start, matrix.Rows));
            if (from < to)
            {
                matrix.Multiply(_inputs, _results[i], from, to);
            }

            start += matrix.Rows;
        }
    }

    private void Begin(float[] from, int streams, int columns)
    {
        _count = 0;
        _inputs.Set(from, streams, columns);
    }

    private void Add(Matrix w, float[] into)
    {
        (_matrices[_count], _results[_count]) = (w, into);
        _count++;
        if (w.TakesRounded)
        {
            _inputs.Round();
        }
        else
        {
            _inputs.Align();
        }
    }

    private void Share()
    {
        var (rows, rowBytes) = (0, 1);
        for (var i = 0; i < _count; i++)
        {
            rows += _matrices[i].Rows;
            rowBytes = Math.Max(rowBytes, _matrices[i].RowBytes);
        }

        // Even, since kernels take rows by two.
        team.Run(this, rows, Math.Clamp(ShareBytes / rowBytes, 8, 512) / 2 * 2);
    }
}
