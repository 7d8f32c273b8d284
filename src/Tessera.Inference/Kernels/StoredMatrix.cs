using System.Runtime.InteropServices;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Kernels;

/// <summary>A matrix where it lies in its file, in 32 or 16 bits.</summary>
internal sealed class StoredMatrix(WeightTensor tensor, int rows, int columns) : Matrix(rows, columns)
{
    public override int RowBytes => Columns * tensor.Type.Bytes();

    public override bool TakesRounded => false;

    public override void Multiply(Inputs x, Span<float> y, int firstRow, int endRow)
    {
        var stored = tensor.Stored((long)firstRow * Columns, checked((endRow - firstRow) * Columns));
        switch (tensor.Type)
        {
            case NumberType.F32:
                RowProduct.Run<float, FloatLanes>(MemoryMarshal.Cast<byte, float>(stored), x.Exact, y[firstRow..], Columns, Rows);
                break;
            case NumberType.BF16:
                RowProduct.Run<ushort, BF16Lanes>(MemoryMarshal.Cast<byte, ushort>(stored), x.Exact, y[firstRow..], Columns, Rows);
                break;
            default:
                RowProduct.Run<Half, F16Lanes>(MemoryMarshal.Cast<byte, Half>(stored), x.Exact, y[firstRow..], Columns, Rows);
                break;
        }
    }

    public override void Read(int row, Span<float> into) => tensor.Read((long)row * Columns, into[..Columns]);
}
