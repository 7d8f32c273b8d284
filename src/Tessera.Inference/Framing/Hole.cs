using Tessera.Inference.Families;
using Tessera.Inference.Rasters;

namespace Tessera.Inference.Framing;

/// <summary>The pixels of a mask whose alpha is 0, and no others: what is half see-through is kept.</summary>
internal static class Hole
{
    /// <summary>The smallest box around all of them, or null where there are none.</summary>
    public static Window? Box(Raster mask)
    {
        var (left, top, right, bottom) = (mask.Width, mask.Height, -1, -1);
        for (var y = 0; y < mask.Height; y++)
        {
            var row = mask.Row(y);
            for (var x = 0; x < mask.Width; x++)
            {
                if (row[4 * x + 3] == 0)
                {
                    (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), y + 1);
                }
            }
        }

        return right < 0 ? null : new Window(left, top, right - left, bottom - top);
    }

    /// <summary>
    /// The tokens of a window that are drawn anew: those that a pixel of the hole touches, and their eight neighbours, whose
    /// pixels the decoder mixes with theirs.
    /// </summary>
    public static bool[] Tokens(Raster mask, Window window, PictureGrid grid)
    {
        var touched = new bool[grid.Tokens];
        for (var y = 0; y < window.Height; y++)
        {
            var (top, bottom) = Cells(y, window.Height, grid.Rows);
            var row = mask.Row(window.Top + y);
            for (var x = 0; x < window.Width; x++)
            {
                if (row[4 * (window.Left + x) + 3] == 0)
                {
                    var (left, right) = Cells(x, window.Width, grid.Columns);
                    for (var cell = top; cell <= bottom; cell++)
                    {
                        touched.AsSpan(cell * grid.Columns + left, right - left + 1).Fill(true);
                    }
                }
            }
        }

        return Dilated(touched, grid);
    }

    // The first and the last cell that a pixel lies in; a window may have fewer pixels than cells.
    private static (int First, int Last) Cells(int pixel, int pixels, int cells) =>
        ((int)((long)pixel * cells / pixels), (int)(((long)(pixel + 1) * cells - 1) / pixels));

    private static bool[] Dilated(bool[] touched, PictureGrid grid)
    {
        var open = new bool[touched.Length];
        for (var i = 0; i < open.Length; i++)
        {
            var (y, x) = (i / grid.Columns, i % grid.Columns);
            for (var row = Math.Max(0, y - 1); row <= Math.Min(grid.Rows - 1, y + 1); row++)
            {
                for (var column = Math.Max(0, x - 1); column <= Math.Min(grid.Columns - 1, x + 1); column++)
                {
                    open[i] |= touched[row * grid.Columns + column];
                }
            }
        }

        return open;
    }
}
