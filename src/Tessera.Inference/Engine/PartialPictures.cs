using Tessera.Inference.Families;
using Tessera.Inference.Rasters;

namespace Tessera.Inference.Engine;

/// <summary>Pictures of which only the upper rows are drawn. Pure.</summary>
internal static class PartialPictures
{
    /// <summary>After how many rows a partial picture is shown: evenly over the picture.</summary>
    public static int RowsOf(int index, int partials, int rows) => Math.Max(1, rows * (index + 1) / (partials + 1));

    /// <summary>
    /// A picture of the grid's size: below what is drawn comes the source, where there is one, and else the mean colour of the
    /// last row of pixels.
    /// </summary>
    public static Raster Whole(Raster drawn, Raster? source, PictureGrid grid)
    {
        if (drawn.Height == grid.Height)
        {
            return drawn;
        }

        var whole = source is null ? new Raster(grid.Width, grid.Height) : new Raster(grid.Width, grid.Height, (byte[])source.Pixels.Clone());
        drawn.Pixels.CopyTo(whole.Pixels.AsSpan());
        if (source is null)
        {
            var mean = Mean(drawn.Row(drawn.Height - 1));
            for (var i = drawn.Pixels.Length; i < whole.Pixels.Length; i++)
            {
                whole.Pixels[i] = mean[i % 4];
            }
        }

        return whole;
    }

    private static byte[] Mean(ReadOnlySpan<byte> row)
    {
        var sums = new int[4];
        for (var i = 0; i < row.Length; i++)
        {
            sums[i % 4] += row[i];
        }

        var pixels = row.Length / 4;
        return [.. sums.Select(sum => (byte)(sum / pixels))];
    }
}
