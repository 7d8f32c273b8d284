using Tessera.Gateway.Formats;

namespace Tessera.Gateway.Tests.Formats;

public sealed class PngFiltersTests
{
    private static readonly int[] Distances = [1, 2, 3, 4, 6, 8];

    [Fact]
    public void Undo_EveryFilterLengthAndDistance_EqualsTheScalarDefinition()
    {
        for (byte filter = 1; filter < PngFilters.Count; filter++)
        {
            foreach (var distance in Distances)
            {
                for (var length = 0; length <= 67; length++)
                {
                    var (row, above) = Rows(length, distance, seed: length);
                    var expected = (byte[])row.Clone();
                    UndoScalar(filter, expected, above, distance);

                    Assert.True(PngFilters.Undo(filter, row, above, distance));

                    Assert.True(expected.AsSpan().SequenceEqual(row), $"filter {filter}, distance {distance}, length {length}");
                }
            }
        }
    }

    [Fact]
    public void Apply_EveryFilterLengthAndDistance_IsUndoneAndSumsMagnitudes()
    {
        for (byte filter = 0; filter < PngFilters.Count; filter++)
        {
            foreach (var distance in Distances)
            {
                for (var length = 0; length <= 67; length++)
                {
                    var (row, above) = Rows(length, distance, seed: 1000 + length);
                    var output = new byte[length];

                    var sum = Apply(filter, row, above, distance, output);

                    Assert.Equal(output.Sum(value => Math.Abs((int)(sbyte)value)), sum);
                    byte[] undone = [.. new byte[distance], .. output];
                    UndoScalar(filter, undone, above, distance);
                    Assert.True(row.AsSpan().SequenceEqual(undone), $"filter {filter}, distance {distance}, length {length}");
                }
            }
        }
    }

    [Fact]
    public void Undo_FilterFive_IsRefused() => Assert.False(PngFilters.Undo(5, new byte[8], new byte[8], 4));

    private static (byte[] Row, byte[] Above) Rows(int length, int distance, int seed)
    {
        var random = new Random(seed);
        var (row, above) = (new byte[distance + length], new byte[distance + length]);
        random.NextBytes(row.AsSpan(distance));
        random.NextBytes(above.AsSpan(distance));
        return (row, above);
    }

    private static long Apply(byte filter, byte[] row, byte[] above, int distance, byte[] output) => filter switch
    {
        0 => PngFilters.Apply<PredictNothing>(row, above, distance, output),
        1 => PngFilters.Apply<PredictLeft>(row, above, distance, output),
        2 => PngFilters.Apply<PredictUp>(row, above, distance, output),
        3 => PngFilters.Apply<PredictAverage>(row, above, distance, output),
        _ => PngFilters.Apply<PredictPaeth>(row, above, distance, output),
    };

    private static void UndoScalar(byte filter, byte[] row, byte[] above, int distance)
    {
        switch (filter)
        {
            case 1: PngFilters.UndoScalar<PredictLeft>(row, above, distance); break;
            case 2: PngFilters.UndoScalar<PredictUp>(row, above, distance); break;
            case 3: PngFilters.UndoScalar<PredictAverage>(row, above, distance); break;
            case 4: PngFilters.UndoScalar<PredictPaeth>(row, above, distance); break;
        }
    }
}
