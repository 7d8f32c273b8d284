using Tessera.Inference.Kernels;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Tests.Kernels;

public sealed class GroupedProductTests
{
    /// <summary>Every kind of processor that this machine can be, with either precision.</summary>
    public static TheoryData<string, Precision> Paths()
    {
        var paths = new TheoryData<string, Precision>();
        foreach (var path in ProcessorPath.All.Where(path => path.IsSupported))
        {
            paths.Add(path.Name, Precision.Int8);
            paths.Add(path.Name, Precision.Int4);
        }

        return paths;
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Run_AnyShape_GivesTheBitsOfTheOracle(string name, Precision precision)
    {
        var path = ProcessorPath.All.Single(path => path.Name == name);
        foreach (var (rows, columns) in new[] { (1, 1), (2, 64), (3, 63), (5, 65), (4, 512), (7, 577), (6, 1100), (3, 5632) })
        {
            for (var streams = 1; streams <= 9; streams++)
            {
                using var memory = new WeightMemory();
                var numbers = new Numbers(rows, columns, 1);
                var matrix = GroupedMatrix.Of(numbers, precision, memory);
                using var team = new Team(1);
                var x = new Numbers(streams, columns, 2).All;
                var inputs = new Inputs(team);
                inputs.Set(x, streams, columns);
                inputs.Round();
                var y = new float[streams * rows];
                matrix.Multiply(path, inputs, y, 0, rows);
                for (var i = 0; i < y.Length; i++)
                {
                    var expected = Oracle(precision, numbers.Row(i % rows), x.AsSpan(i / rows * columns, columns));
                    Assert.True(expected.Equals(y[i]), $"{rows} by {columns}, row {i % rows}, stream {i / rows} of {streams}: {y[i]}, not {expected}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Run_SomeRows_LeavesTheOthersAlone(string name, Precision precision)
    {
        using var memory = new WeightMemory();
        using var team = new Team(1);
        var matrix = GroupedMatrix.Of(new Numbers(9, 70, 1), precision, memory);
        var inputs = new Inputs(team);
        inputs.Set(new Numbers(2, 70, 2).All, 2, 70);
        inputs.Round();
        var y = new float[18];
        Array.Fill(y, float.NaN);
        matrix.Multiply(ProcessorPath.All.Single(path => path.Name == name), inputs, y, 3, 6);
        Assert.Equal([3, 4, 5, 12, 13, 14], Enumerable.Range(0, 18).Where(i => !float.IsNaN(y[i])));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Run_GreatestWeightsAndInputs_OverflowNothing(string name, Precision precision)
    {
        // Every weight is the furthest from 0 there is, every input 127: where 16 bits hold two products, this is the most.
        using var memory = new WeightMemory();
        using var team = new Team(1);
        float[] row = [.. Enumerable.Repeat(-1f, 128)];
        var matrix = GroupedMatrix.Of(new Numbers(row), precision, memory);
        var inputs = new Inputs(team);
        inputs.Set([.. Enumerable.Repeat(1f, 64), .. Enumerable.Repeat(-1f, 64)], 1, 128);
        inputs.Round();
        var y = new float[1];
        matrix.Multiply(ProcessorPath.All.Single(path => path.Name == name), inputs, y, 0, 1);
        Assert.InRange(y[0], -1e-5f, 1e-5f);
        inputs.Set([.. Enumerable.Repeat(1f, 128)], 1, 128);
        inputs.Round();
        matrix.Multiply(ProcessorPath.All.Single(path => path.Name == name), inputs, y, 0, 1);
        Assert.InRange(y[0], -128.5f, -127.5f);
    }

    [Fact]
    public void Inputs_ZeroOrTiny_AreZeroAndNotNaN()
    {
        using var memory = new WeightMemory();
        using var team = new Team(1);
        var matrix = GroupedMatrix.Of(new Numbers(2, 64, 1), Precision.Int8, memory);
        var inputs = new Inputs(team);
        inputs.Set([.. new float[64], .. Enumerable.Repeat(1e-38f, 64)], 2, 64);
        inputs.Round();
        var y = new float[4];
        matrix.Multiply(inputs, y, 0, 2);
        Assert.All(y, value => Assert.Equal(0, value));
    }

    /// <summary>What the product of one row and one stream is, written down as plainly as it is promised.</summary>
    private static float Oracle(Precision precision, ReadOnlySpan<float> row, ReadOnlySpan<float> x)
    {
        var weights = new byte[Rounding.RowBytes(precision, row.Length)];
        var scales = new ushort[Rounding.Groups(row.Length)];
        Rounding.Row(precision, row, weights, scales);
        var lanes = new float[8];
        for (var g = 0; g < scales.Length; g++)
        {
            var greatest = 0f;
            for (var i = g * 64; i < Math.Min(x.Length, g * 64 + 64); i++)
            {
                greatest = MathF.Max(greatest, MathF.Abs(x[i]));
            }

            var inverse = 127 / greatest;
            var sums = new int[8];
            for (var i = 0; i < 64 && g * 64 + i < x.Length; i++)
            {
                var weight = precision == Precision.Int8 ? weights[g * 64 + i] - 128 : (i < 32 ? weights[g * 32 + i] & 15 : weights[g * 32 + i - 32] >> 4) - 8;
                sums[i % 32 / 4] += weight * (int)MathF.Round(x[g * 64 + i] * inverse);
            }

            for (var lane = 0; lane < 8; lane++)
            {
                lanes[lane] = MathF.FusedMultiplyAdd(sums[lane], greatest / 127 * Rounding.FromBF16(scales[g]), lanes[lane]);
            }
        }

        var four = Enumerable.Range(0, 4).Select(i => lanes[i] + lanes[i + 4]).ToArray();
        return four[0] + four[2] + (four[1] + four[3]);
    }

    internal sealed class Numbers : Matrix
    {
        public Numbers(int rows, int columns, ulong seed)
            : base(rows, columns)
        {
            var chance = new Chance(seed);
            All = [.. Enumerable.Range(0, rows * columns).Select(_ => chance.Between(-1, 1))];
        }

        public Numbers(float[] row)
            : base(1, row.Length) => All = row;

        public float[] All { get; }

        public override int RowBytes => 4 * Columns;

        public override bool TakesRounded => false;

        public ReadOnlySpan<float> Row(int row) => All.AsSpan(row * Columns, Columns);

        public override void Multiply(Inputs x, Span<float> y, int firstRow, int endRow) => throw new NotSupportedException();

        public override void Read(int row, Span<float> into) => Row(row).CopyTo(into);
    }
}
