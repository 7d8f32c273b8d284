using System.Runtime.InteropServices;
using Tessera.Inference.Kernels;
using Tessera.Inference.Tests.Weights;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Tests.Kernels;

public sealed class GroupedMatrixTests
{
    [Theory]
    [InlineData(Precision.Int8, 3, 64)]
    [InlineData(Precision.Int8, 5, 70)]
    [InlineData(Precision.Int4, 3, 64)]
    [InlineData(Precision.Int4, 5, 70)]
    public void Matrix_OfRoundedTensors_IsTheOneThatIsRoundedHere(Precision precision, int rows, int columns)
    {
        using var file = new MatrixTests.Stored(rows, columns);
        using var memory = new WeightMemory();
        var here = GroupedMatrix.Of(file.Matrix, precision, memory);
        using var folder = new TempFolder();
        Assert.True(WeightSet.TryOpen(folder.Write("r.safetensors", RoundedFile(precision, file.Numbers, rows, columns)), out var set, out var refusal), refusal?.ToString());
        using (set)
        {
            // What a reader rounds plain tensors to does not matter to rounded ones.
            var reader = new WeightReader(set, name => name, precision == Precision.Int8 ? Precision.Int4 : Precision.Stored);
            var there = reader.Matrix("w", rows, columns);
            Assert.Null(reader.Refusal);
            var (a, b) = (new float[columns], new float[columns]);
            for (var row = 0; row < rows; row++)
            {
                here.Read(row, a);
                there.Read(row, b);
                Assert.Equal(a, b);
            }
        }
    }

    [Theory]
    [InlineData(3, 65)] // a group more than there is
    [InlineData(4, 64)]
    public void Matrix_OfRoundedTensorsOfAnotherShape_IsRefused(int rows, int columns)
    {
        using var folder = new TempFolder();
        var file = RoundedFile(Precision.Int8, new float[3 * 64], 3, 64);
        Assert.True(WeightSet.TryOpen(folder.Write("r.safetensors", file), out var set, out _));
        using (set)
        {
            var reader = new WeightReader(set, name => name);
            Assert.Equal(0, reader.Matrix("w", rows, columns).Rows);
            Assert.Contains("no rounded matrix", reader.Refusal?.ToString(), StringComparison.Ordinal);
        }
    }

    private static byte[] RoundedFile(Precision precision, float[] numbers, int rows, int columns)
    {
        var (bytes, groups) = (Rounding.RowBytes(precision, columns), Rounding.Groups(columns));
        var (weights, scales) = (new byte[rows * bytes], new ushort[rows * groups]);
        for (var row = 0; row < rows; row++)
        {
            Rounding.Row(precision, numbers.AsSpan(row * columns, columns), weights.AsSpan(row * bytes, bytes), scales.AsSpan(row * groups, groups));
        }

        var header = $$$"""{"w":{"dtype":"U8","shape":[{{{rows}}},{{{bytes}}}],"data_offsets":[0,{{{weights.Length}}}]},"w.scales":{"dtype":"BF16","shape":[{{{rows}}},{{{groups}}}],"data_offsets":[{{{weights.Length}}},{{{weights.Length + 2 * scales.Length}}}]}}""";
        return SafetensorsFile.Raw(header, [.. weights, .. MemoryMarshal.AsBytes(scales.AsSpan())]);
    }
}
