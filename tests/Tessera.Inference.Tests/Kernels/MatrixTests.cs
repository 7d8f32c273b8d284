using Tessera.Inference.Kernels;
using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Tests.Weights;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Tests.Kernels;

public sealed class MatrixTests
{
    public static TheoryData<int> Widths() => [.. Enumerable.Range(1, 67), 71, 127, 131, 251, 509, 1021, 5639];

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 67, 2)]
    [InlineData(131, 61, 3)]
    public void Run_AnyShape_IsTheProductRowByRow(int rows, int columns, int streams)
    {
        using var file = new Stored(rows, columns);
        var x = Numbers(streams * columns, 9);
        var expected = new float[streams * rows];
        for (var i = 0; i < expected.Length; i++)
        {
            expected[i] = Dot.Of(file.Numbers.AsSpan(i % rows * columns, columns), x.AsSpan(i / rows * columns, columns));
        }

        using var team = new Team(3);
        var y = new float[streams * rows];
        new MatrixProduct(team).Run(file.Matrix, x, y, streams);
        Assert.Equal(expected, y);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void RowProduct_AnyLengthAndWidth_IsTheProductOfTheWidenedRow(int columns)
    {
        float[] x = [.. Numbers(columns, 1), .. Numbers(columns, 2), .. Numbers(columns, 3)];
        ushort[] brains = [.. Numbers(columns, 4).Select(weight => (ushort)(BitConverter.SingleToUInt32Bits(weight) >> 16))];
        Half[] halves = [.. Numbers(columns, 5).Select(weight => (Half)weight)];
        sbyte[] bytes = [.. Numbers(columns, 6).Select(weight => (sbyte)(weight * 127))];
        var wide = brains.Select(BF16Lanes.One).ToArray();
        Same<ushort, BF16Lanes>(brains, wide, x);
        Same<Half, F16Lanes>(halves, [.. halves.Select(weight => (float)weight)], x);
        Same<sbyte, ByteLanes>(bytes, [.. bytes.Select(weight => (float)weight)], x);
        Same<float, FloatLanes>(wide, wide, x);
    }

    private static void Same<T, TLanes>(T[] row, float[] wide, float[] x)
        where TLanes : IWeightLanes<T>
    {
        // Three streams: a pair and one alone, two numbers apart.
        var y = new float[5];
        RowProduct.Run<T, TLanes>(row, x, y, 2, 0.5f);
        for (var stream = 0; stream < 3; stream++)
        {
            Assert.Equal(Dot.Of(wide, x.AsSpan(stream * row.Length, row.Length)) * 0.5f, y[2 * stream]);
        }
    }

    private static float[] Numbers(int length, ulong seed)
    {
        var chance = new Chance(seed);
        return [.. Enumerable.Range(0, length).Select(_ => chance.Between(-1, 1))];
    }

    internal sealed class Stored : IDisposable
    {
        private readonly TempFolder folder = new();
        private readonly WeightSet set;

        public Stored(int rows, int columns, bool zero = false)
        {
            Numbers = zero ? new float[rows * columns] : MatrixTests.Numbers(rows * columns, 8);
            Assert.True(WeightSet.TryOpen(folder.Write("w.safetensors", SafetensorsFile.Of(("w", [rows, columns], Numbers))), out var opened, out _));
            set = opened;
            Matrix = new StoredMatrix(set.Tensors["w"], rows, columns);
        }

        public float[] Numbers { get; }

        public StoredMatrix Matrix { get; }

        public void Dispose()
        {
            set.Dispose();
            folder.Dispose();
        }
    }
}
