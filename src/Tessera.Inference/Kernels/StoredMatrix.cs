using System.Runtime.InteropServices;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Kernels;

/// <summary>A matrix where it lies in its file, in 32 or 16 bits.</summary>
internal sealed class StoredMatrix(WeightTensor tensor, int rows, int columns) : Matrix(rows, columns)
{
    public override ReadOnlySpan<float> Row(int row, Span<float> room, out float scale)
    {
        scale = 1;
        if (tensor.Type == NumberType.F32)
        {
            return MemoryMarshal.Cast<byte, float>(tensor.Stored((long)row * Columns, Columns));
        }

        tensor.Read((long)row * Columns, room);
        return room;
    }
}
