using System.Runtime.InteropServices;
using Tessera.Inference.Kernels;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Packs;

/// <summary>Writes a pack's file, rounding on the way, and looks at every number once: a NaN among weights would make every picture grey.</summary>
internal sealed class PackWriter(Stream into, Action<long> written, CancellationToken stop)
{
    // Rows are rounded side by side, a chunk of them at a time: what is in memory besides the mapped files.
    private const int ChunkNumbers = 1 << 22;

    /// <summary>Null when all is well.</summary>
    public Refusal? Write(PackFile file)
    {
        into.Write(file.Header());
        foreach (var (source, precision, parts) in file.Tensors)
        {
            if (WeightCheck.FindNotFinite(source.Tensor, stop) is { } refusal)
            {
                return refusal;
            }

            if (precision == Precision.Stored)
            {
                WriteStored(source.Tensor, narrow: parts[0].Type != source.Tensor.Type.ToString());
            }
            else
            {
                WriteRounded(source.Tensor, precision);
            }
        }

        return null;
    }

    private void WriteStored(WeightTensor tensor, bool narrow)
    {
        for (var first = 0L; first < tensor.Count; first += ChunkNumbers)
        {
            var count = (int)Math.Min(ChunkNumbers, tensor.Count - first);
            if (!narrow)
            {
                Put(tensor.Stored(first, count));
                continue;
            }

            var numbers = new float[count];
            tensor.Read(first, numbers);
            Put(MemoryMarshal.AsBytes(Array.ConvertAll(numbers, Rounding.ToBF16).AsSpan()));
        }
    }

    private void WriteRounded(WeightTensor tensor, Precision precision)
    {
        var (rows, columns) = ((int)tensor.Shape[0], (int)tensor.Shape[1]);
        var (rowBytes, groups) = (Rounding.RowBytes(precision, columns), Rounding.Groups(columns));
        var scales = new ushort[rows * groups];
        var chunkRows = Math.Max(1, ChunkNumbers / columns);
        for (var first = 0; first < rows; first += chunkRows)
        {
            var begin = first;
            var weights = new byte[Math.Min(chunkRows, rows - first) * rowBytes];
            Parallel.For(0, weights.Length / rowBytes, () => new float[columns], (row, _, exact) =>
            {
                tensor.Read((long)(begin + row) * columns, exact);
                Rounding.Row(precision, exact, weights.AsSpan(row * rowBytes, rowBytes), scales.AsSpan((begin + row) * groups, groups));
                return exact;
            }, _ => { });
            Put(weights);
        }

        Put(MemoryMarshal.AsBytes(scales.AsSpan()));
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        stop.ThrowIfCancellationRequested();
        into.Write(bytes);
        written(bytes.Length);
    }
}
