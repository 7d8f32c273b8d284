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
        ushort[] brains = [.. Numbers(3 * columns, 4).Select(weight => (ushort)(BitConverter.SingleToUInt32Bits(weight) >> 16))];
        Half[] halves = [.. Numbers(3 * columns, 5).Select(weight => (Half)weight)];
        sbyte[] bytes = [.. Numbers(3 * columns, 6).Select(weight => (sbyte)(weight * 127))];
        var wide = brains.Select(BF16Lanes.One).ToArray();
        Same<ushort, BF16Lanes>(brains, wide, columns);
        Same<Half, F16Lanes>(halves, [.. halves.Select(weight => (float)weight)], columns);
        Same<sbyte, ByteLanes>(bytes, [.. bytes.Select(weight => (float)weight)], columns);
        Same<float, FloatLanes>(wide, wide, columns);
    }

    private static void Same<T, TLanes>(T[] rows, float[] wide, int columns)
        where TLanes : IWeightLanes<T>
    {
        // Three rows: a pair and one alone. Seven streams: four, two and one.
        var x = Numbers(7 * columns, 1);
        var y = new float[7 * 5];
        RowProduct.Run<T, TLanes>(rows, x, y, columns, 5);
        for (var i = 0; i < 21; i++)
        {
            var (stream, row) = (i / 3, i % 3);
            Assert.Equal(Dot.Of(wide.AsSpan(row * columns, columns), x.AsSpan(stream * columns, columns)), y[stream * 5 + row]);
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
