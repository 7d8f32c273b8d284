using Tessera.Inference.Kernels;
using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Tests.Weights;
using Tessera.Inference.Vq;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Tests.Vq;

public sealed class ConvolutionTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 3, 0)]
    [InlineData(3, 4, 5, 7, 3, 0)]
    [InlineData(2, 33, 3, 16, 3, 0)]
    [InlineData(40, 6, 4, 35, 3, 0)]
    [InlineData(35, 65, 2, 33, 1, 0)]
    [InlineData(40, 33, 2, 2, 3, 0)]
    [InlineData(33, 70, 10, 26, 3, 0)]
    [InlineData(512, 3, 32, 34, 3, 0)]
    [InlineData(5, 33, 6, 26, 3, 1)]
    [InlineData(17, 3, 2, 2, 3, 1)]
    [InlineData(5, 33, 3, 13, 3, 2)]
    [InlineData(17, 3, 1, 1, 3, 2)]
    public void Of_AnySize_IsTheSumOverInputsAndTaps(int inputs, int outputs, int height, int width, int side, int sizing)
    {
        var (weights, bias) = (Numbers(outputs * inputs * side * side, 1), Numbers(outputs, 2));
        var tolerance = 1e-5 * Math.Sqrt(inputs * side * side);
        using var folder = new TempFolder();
        Assert.True(WeightSet.TryOpen(folder.Write("c.safetensors", SafetensorsFile.Of(
            ("c.weight", [outputs, inputs, side, side], weights), ("c.bias", [outputs], bias))), out var set, out _));
        using (set)
        using (var team = new Team(2))
        {
            var work = new VqWorkspace();
            var source = Used(work, inputs, height, width);
            for (var place = 0; place < height * width; place++)
            {
                Numbers(inputs, (ulong)(100 + place)).CopyTo(source.Place(place / width, place % width));
            }

            var convolution = Convolution.Read(new WeightReader(set, name => name), "c", inputs, outputs, side, (Sizing)sizing);
            work.Return(Used(work, outputs, 2 * height, 2 * width));
            var result = convolution.Of(source, null, work, team);
            for (var i = 0; i < result.Height * result.Width; i++)
            {
                var (y, x) = (i / result.Width, i % result.Width);
                for (var output = 0; output < outputs; output++)
                {
                    var exact = bias[output] + At(source, weights.AsSpan(output * inputs * side * side), y, x, side, (Sizing)sizing);
                    Assert.InRange(result.Place(y, x)[output] - exact, -tolerance, tolerance);
                }
            }

            // The border must stay zero: the next convolution reads it.
            for (var i = -1; i <= result.Width; i++)
            {
                Assert.Equal(new float[outputs], result.Place(-1, i).ToArray());
                Assert.Equal(new float[outputs], result.Place(result.Height, i).ToArray());
            }

            for (var i = 0; i < result.Height; i++)
            {
                Assert.Equal(new float[outputs], result.Place(i, -1).ToArray());
                Assert.Equal(new float[outputs], result.Place(i, result.Width).ToArray());
            }

            // Added to what is there, it is there twice.
            var twice = result.Place(0, 0)[0] * 2;
            convolution.AddTo(result, source, null, work, team);
            Assert.Equal(twice, result.Place(0, 0)[0]);
        }
    }

    // So large that it takes two chunks of patches: whole rows of them and not; and one that is not of patches at all.
    [Theory]
    [InlineData(512, 48, 24)]
    [InlineData(512, 32, 36)]
    [InlineData(64, 5, 7)]
    public void Of_Norm_GivesTheBitsOfTheNormedMap(int channels, int height, int width)
    {
        using var folder = new TempFolder();
        Assert.True(WeightSet.TryOpen(folder.Write("c.safetensors", SafetensorsFile.Of(
            ("c.weight", [3, channels, 3, 3], Numbers(3 * channels * 9, 1)), ("c.bias", [3], Numbers(3, 2)))), out var set, out _));
        using (set)
        using (var team = new Team(2))
        {
            var work = new VqWorkspace();
            var source = Used(work, channels, height, width);
            for (var place = 0; place < height * width; place++)
            {
                Numbers(channels, (ulong)(100 + place)).CopyTo(source.Place(place / width, place % width));
            }

            var norm = new GroupNorm(Numbers(channels, 3), Numbers(channels, 4), swish: true);
            var convolution = Convolution.Read(new WeightReader(set, name => name), "c", channels, 3, 3);
            var normed = Used(work, channels, height, width);
            norm.Run(source, normed, team);
            var expected = convolution.Of(normed, null, work, team);
            work.Return(Used(work, channels, height, width));
            var actual = convolution.Of(source, norm, work, team);
            for (var i = 0; i < height * width; i++)
            {
                Assert.Equal(expected.Place(i / width, i % width).ToArray(), actual.Place(i / width, i % width).ToArray());
            }
        }
    }

    // From memory that holds something else.
    private static FeatureMap Used(VqWorkspace work, int channels, int height, int width)
    {
        var numbers = new LineFloats(FeatureMap.FloatsFor(channels, height, width) + 7);
        numbers.All.Fill(float.NaN);
        work.Return(new FeatureMap(channels, height, width, numbers));
        return work.Rent(new MapSize(channels, height, width));
    }

    private static double At(FeatureMap source, ReadOnlySpan<float> weights, int y, int x, int side, Sizing sizing)
    {
        var sum = 0.0;
        for (var tap = 0; tap < source.Channels * side * side; tap++)
        {
            var (row, column) = (tap / side % side, tap % side);
            var (fromY, fromX) = sizing switch
            {
                Sizing.Halve => (2 * y + row, 2 * x + column),
                Sizing.Double => ((y + row + 1) / 2 - 1, (x + column + 1) / 2 - 1),
                _ => (y + row - side / 2, x + column - side / 2),
            };
            if (fromY >= 0 && fromY < source.Height && fromX >= 0 && fromX < source.Width)
            {
                sum += (double)weights[tap] * source.Place(fromY, fromX)[tap / (side * side)];
            }
        }

        return sum;
    }

    private static float[] Numbers(int length, ulong seed)
    {
        var chance = new Chance(seed);
        return [.. Enumerable.Range(0, length).Select(_ => chance.Between(-1, 1))];
    }
}
