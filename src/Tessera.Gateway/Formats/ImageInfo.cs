namespace Tessera.Gateway.Formats;

/// <summary>What the first bytes of a picture say about it, without decoding a pixel.</summary>
/// <param name="Width">In pixels, as shown: a sideways EXIF orientation has already swapped width and height.</param>
/// <param name="Height">In pixels, as shown.</param>
/// <param name="HasAlpha">The format carries transparency; the pixels may all be opaque all the same.</param>
/// <param name="Orientation">EXIF orientation 1..8 of the stored pixels; 1 is upright and the answer where none is written.</param>
internal readonly record struct ImageInfo(ImageFormat Format, int Width, int Height, bool HasAlpha, int Orientation)
{
    /// <summary>Takes the size as stored and turns it as the orientation asks.</summary>
    public static ImageInfo FromStored(ImageFormat format, int width, int height, bool hasAlpha, int orientation) =>
        orientation >= 5
            ? new ImageInfo(format, height, width, hasAlpha, orientation)
            : new ImageInfo(format, width, height, hasAlpha, orientation);
}
