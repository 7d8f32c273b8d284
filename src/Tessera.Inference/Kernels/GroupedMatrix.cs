using System.Runtime.InteropServices;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Kernels;

/// <summary>A matrix in eight or four bits a weight, laid out as <see cref="Rounding"/> says. Valid as long as its memory.</summary>
internal sealed unsafe class GroupedMatrix : Matrix
{
    private readonly Precision _precision;
    private readonly WeightMemory _memory;
    private readonly byte* _weights;  // (rows, rowBytes)
    private readonly ushort* _scales; // bf16; (rows, groups)

    private GroupedMatrix(WeightMemory memory, Precision precision, int rows, int columns)
        : base(rows, columns)
    {
        (_memory, _precision) = (memory, precision);
        _weights = memory.Take((long)rows * Rounding.RowBytes(precision, columns));
        _scales = (ushort*)memory.Take((long)rows * Rounding.Groups(columns) * sizeof(ushort));
    }

    /// <summary>Rounds another matrix.</summary>
    public static GroupedMatrix Of(Matrix from, Precision precision, WeightMemory memory)
    {
        var rounded = new GroupedMatrix(memory, precision, from.Rows, from.Columns);
        var exact = new float[from.Columns];
        for (var row = 0; row < from.Rows; row++)
        {
            from.Read(row, exact);
            Rounding.Row(precision, exact, rounded.Weights(row), rounded.Scales(row));
        }

        return rounded;
    }

    /// <summary>Takes over one that was rounded before: <paramref name="weights"/> (rows, rowBytes), <paramref name="scales"/> bf16 (rows, groups).</summary>
    public static GroupedMatrix Copy(WeightTensor weights, WeightTensor scales, Precision precision, int rows, int columns, WeightMemory memory)
    {
        var copy = new GroupedMatrix(memory, precision, rows, columns);
        for (var row = 0; row < rows; row++)
        {
            var bytes = copy.Weights(row);
            var groups = copy.Scales(row);
            weights.Stored((long)row * bytes.Length, bytes.Length).CopyTo(bytes);
            scales.Stored((long)row * groups.Length, groups.Length).CopyTo(MemoryMarshal.AsBytes(groups));
        }

        return copy;
    }

    public override void Multiply(ReadOnlySpan<float> x, Span<float> y, int firstRow, int endRow)
    {
        var exact = new float[Columns];
        for (var row = firstRow; row < endRow; row++)
        {
            Read(row, exact);
            RowProduct.Run<float, FloatLanes>(exact, x, y[row..], Rows, 1);
        }
    }

    public override void Read(int row, Span<float> into)
    {
        _memory.ThrowIfDisposed();
        Rounding.Read(_precision, Weights(row), Scales(row), into[..Columns]);
    }

    private Span<byte> Weights(int row)
    {
        var bytes = Rounding.RowBytes(_precision, Columns);
        return new Span<byte>(_weights + (long)row * bytes, bytes);
    }

    private Span<ushort> Scales(int row)
    {
        var groups = Rounding.Groups(Columns);
        return new Span<ushort>(_scales + (long)row * groups, groups);
    }
}
