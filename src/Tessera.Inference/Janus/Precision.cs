using Tessera.Inference.Kernels;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Janus;

/// <summary>How the decoder's matrices are held while drawing.</summary>
public enum Precision
{
    /// <summary>As they are in the file, which stays mapped: nothing is copied, nothing is lost.</summary>
    Stored,

    /// <summary>Eight bits a weight in memory, with a scale a row: a quarter of fp32 to read in each step.</summary>
    Int8,
}

internal static class Precisions
{
    /// <summary>
    /// A matrix out of a set, or an empty one when the reader has refused: what is built of it is thrown away.
    /// </summary>
    public static Matrix Matrix(this WeightReader reader, string name, int rows, int columns, Precision precision) =>
        reader.Tensor(name, rows, columns) is not { } tensor ? new StoredMatrix(null!, 0, 0)
        : precision == Precision.Int8 ? new ByteMatrix(new StoredMatrix(tensor, rows, columns))
        : new StoredMatrix(tensor, rows, columns);
}
