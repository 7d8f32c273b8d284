using Tessera.Inference.Decoding;

namespace Tessera.Inference.Tests.Decoding;

public sealed class RotaryTableTests
{
    [Theory]
    [InlineData(16, false)]
    [InlineData(128, false)]
    [InlineData(72, false)]
    [InlineData(64, true)]
    public void Turn_AnyHeadSize_TurnsEachPairByItsAngle(int headSize, bool interleaved)
    {
        const int position = 5;
        var table = RotaryTable.Halves(8, headSize, 10_000) with { Interleaved = interleaved };
        float[] row = [.. Enumerable.Range(0, 2 * headSize).Select(i => MathF.Sin(i))];
        var turned = row.ToArray();
        table.Turn(turned, position);
        for (var head = 0; head < row.Length; head += headSize)
        {
            for (var i = 0; i < headSize / 2; i++)
            {
                var (first, second) = interleaved ? (head + 2 * i, head + 2 * i + 1) : (head + i, head + i + headSize / 2);
                var angle = position / Math.Pow(10_000, 2.0 * i / headSize);
                Assert.Equal(row[first] * Math.Cos(angle) - row[second] * Math.Sin(angle), turned[first], 1e-5);
                Assert.Equal(row[second] * Math.Cos(angle) + row[first] * Math.Sin(angle), turned[second], 1e-5);
            }
        }
    }
}
