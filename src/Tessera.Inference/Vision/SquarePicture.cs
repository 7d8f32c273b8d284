using Tessera.Inference.Rasters;

namespace Tessera.Inference.Vision;

/// <summary>Any picture as an opaque square, whole and undistorted: scaled until its long side fits, in the middle of grey.</summary>
internal static class SquarePicture
{
    // What the model was trained with: the grey that is nothing in its numbers, and no side below 14 pixels.
    private const byte Grey = 127;
    private const int SideMin = 14;

    public static Raster Of(Raster picture, int side)
    {
        var longest = Math.Max(picture.Width, picture.Height);
        var width = Math.Clamp((int)((long)picture.Width * side / longest), Math.Min(SideMin, side), side);
        var height = Math.Clamp((int)((long)picture.Height * side / longest), Math.Min(SideMin, side), side);
        var scaled = Resampler.Resize(picture, width, height);
        var square = new Raster(side, side);
        Array.Fill(square.Pixels, Grey);
        var left = (side - width) / 2;
        var top = (side - height) / 2;
        for (var y = 0; y < side; y++)
        {
            var row = square.Row(y);
            if (y >= top && y < top + height)
            {
                Blend(scaled.Row(y - top), row.Slice(left * 4, width * 4));
            }

            for (var x = 3; x < row.Length; x += 4)
            {
                row[x] = 255;
            }
        }

        return square;
    }

    // Where the picture is see-through, the grey shows.
    private static void Blend(ReadOnlySpan<byte> from, Span<byte> into)
    {
        for (var i = 0; i < from.Length; i += 4)
        {
            var alpha = from[i + 3];
            for (var channel = 0; channel < 3; channel++)
            {
                into[i + channel] = (byte)((from[i + channel] * alpha + Grey * (255 - alpha) + 127) / 255);
            }
        }
    }
}
