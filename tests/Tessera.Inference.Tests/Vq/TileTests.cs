using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Vq;

namespace Tessera.Inference.Tests.Vq;

public sealed class TileTests
{
    [Fact]
    public void Run_WideOrNarrowVectors_GivesTheSameBits()
    {
        const int inputs = 45, step = 64;
        var chance = new Chance(4);
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => chance.Between(-1, 1))];
        var (from, weights) = (Numbers(40 * step), Numbers(3 * inputs * Tile.Outputs));
        int[] taps = [0, 3 * step, 17 * step];
        var sums = new List<float[]>();
        foreach (var wide in (bool[])[true, false])
        {
            var numbers = new float[Tile.Places * Tile.Outputs];
            if (wide)
            {
                Tile.Wide(ref from[0], step, taps, inputs, ref weights[0], ref numbers[0]);
            }
            else
            {
                Tile.InQuarters(ref from[0], step, taps, inputs, ref weights[0], ref numbers[0]);
            }

            sums.Add(numbers);
        }

        var last = 0f;
        for (var i = 0; i < taps.Length * inputs; i++)
        {
            last = MathF.FusedMultiplyAdd(from[11 * step + taps[i / inputs] + i % inputs], weights[i * Tile.Outputs + 31], last);
        }

        Assert.Equal(sums[0], sums[1]);
        Assert.Equal(last, sums[0][^1]);
    }
}
