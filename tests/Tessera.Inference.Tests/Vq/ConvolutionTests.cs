using Tessera.Inference.Kernels;
using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Tests.Weights;
using Tessera.Inference.Vq;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Tests.Vq;

public sealed class ConvolutionTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 3)]
    [InlineData(3, 4, 5, 7, 3)]
    [InlineData(2, 7, 3, 16, 3)]
    [InlineData(5, 6, 4, 35, 3)]
    [InlineData(4, 9, 2, 33, 1)]
    public void Run_AnySize_IsTheSumOverInputsAndTaps(int inputs, int outputs, int height, int width, int side)
    {
        var (weights, bias) = (Numbers(outputs * inputs * side * side, 1), Numbers(outputs, 2));
        using var folder = new TempFolder();
        Assert.True(WeightSet.TryOpen(folder.Write("c.safetensors", SafetensorsFile.Of(
            ("c.weight", [outputs, inputs, side, side], weights), ("c.bias", [outputs], bias))), out var set, out _));
        using (set)
        using (var team = new Team(2))
        {
            var source = new FeatureMap(inputs, height, width);
            for (var place = 0; place < height * width; place++)
            {
                Numbers(inputs, (ulong)(100 + place)).CopyTo(source.Place(place / width, place % width));
            }

            var result = Convolution.Read(new WeightReader(set, name => name), "c", inputs, outputs, side).Of(source, new VqWorkspace(), team);
            for (var output = 0; output < outputs; output++)
            {
                for (var i = 0; i < height * width; i++)
                {
                    var exact = bias[output] + At(source, weights.AsSpan(output * inputs * side * side), i / width, i % width, side);
                    Assert.InRange(result.Place(i / width, i % width)[output] - exact, -1e-5, 1e-5);
                }
            }
        }
    }

    private static double At(FeatureMap source, ReadOnlySpan<float> weights, int y, int x, int side)
    {
        var sum = 0.0;
        for (var tap = 0; tap < source.Channels * side * side; tap++)
        {
            var (row, column) = (y + tap / side % side - side / 2, x + tap % side - side / 2);
            if (row >= 0 && row < source.Height && column >= 0 && column < source.Width)
            {
                sum += (double)weights[tap] * source.Place(row, column)[tap / (side * side)];
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
