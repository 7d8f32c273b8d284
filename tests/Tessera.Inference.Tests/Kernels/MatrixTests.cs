using Tessera.Inference.Kernels;
using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Tests.Weights;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Tests.Kernels;

public sealed class MatrixTests
{
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
    [InlineData(3, 16)]
    [InlineData(7, 67)]
    public void ByteMatrix_OfAnother_IsOffByAtMostHalfAStep(int rows, int columns)
    {
        using var file = new Stored(rows, columns);
        var bytes = new ByteMatrix(file.Matrix);
        for (var row = 0; row < rows; row++)
        {
            var exact = file.Numbers.AsSpan(row * columns, columns).ToArray();
            var step = exact.Max(MathF.Abs) / 127;
            var rounded = bytes.Row(row, new float[columns], out var scale).ToArray();
            Assert.All(exact.Zip(rounded), pair => Assert.InRange(pair.Second * scale - pair.First, -0.5001f * step, 0.5001f * step));
            Assert.Contains(rounded, value => MathF.Abs(value) == 127);
        }
    }

    [Fact]
    public void ByteMatrix_RowOfZeros_StaysZero()
    {
        using var file = new Stored(2, 20, zero: true);
        Assert.All(new ByteMatrix(file.Matrix).Row(1, new float[20], out _).ToArray(), value => Assert.Equal(0, value));
    }

    private static float[] Numbers(int length, ulong seed)
    {
        var chance = new Chance(seed);
        return [.. Enumerable.Range(0, length).Select(_ => chance.Between(-1, 1))];
    }

    private sealed class Stored : IDisposable
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
