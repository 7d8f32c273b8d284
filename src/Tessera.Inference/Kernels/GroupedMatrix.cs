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

    public override int RowBytes => Rounding.RowBytes(_precision, Columns);

    public override bool TakesRounded => true;

    public override void Multiply(Inputs x, Span<float> y, int firstRow, int endRow) => Multiply(ProcessorPath.Best, x, y, firstRow, endRow);

    /// <summary>The same by the means of a certain kind of processor, which this one must be.</summary>
    public void Multiply(ProcessorPath path, Inputs x, Span<float> y, int firstRow, int endRow)
    {
        _memory.ThrowIfDisposed();
        path.For(_precision).Run(_weights, _scales, x.Rounded, y, Rows, firstRow, endRow);
    }

    public override void Read(int row, Span<float> into)
    {
        _memory.ThrowIfDisposed();
        Rounding.Read(_precision, Weights(row), Scales(row), into[..Columns]);
    }

    private Span<byte> Weights(int row) => new(_weights + (long)row * RowBytes, RowBytes);

    private Span<ushort> Scales(int row)
    {
        var groups = Rounding.Groups(Columns);
        return new Span<ushort>(_scales + (long)row * groups, groups);
    }
}
