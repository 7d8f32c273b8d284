namespace Tessera.Gateway.Formats;

/// <summary>What a decoder may be asked to do. All three are checked on the header, before anything is allocated for pixels.</summary>
/// <param name="BytesMax">Of the compressed file; beyond it the answer is <see cref="DecodeFailureKind.TooManyBytes"/>.</param>
/// <param name="PixelsMax">Width × height, four bytes each once decoded; beyond it <see cref="DecodeFailureKind.TooManyPixels"/>.</param>
/// <param name="EdgeMax">The longer side in pixels; beyond it <see cref="DecodeFailureKind.TooManyPixels"/>.</param>
internal sealed record DecodeLimits(long BytesMax, long PixelsMax, int EdgeMax)
{
    /// <summary>
    /// 50 MB is what OpenAI accepts for one input image. 50 megapixels let the largest common phone cameras (48 and 50) through
    /// and hold a raster to 200 MB. 16,383 is the longest edge of a WebP, so that whatever was decoded can be encoded.
    /// </summary>
    public static DecodeLimits Default { get; } = new(BytesMax: 50_000_000, PixelsMax: 50_200_000, EdgeMax: 16_383);

    /// <summary>Null when a picture of this file size and these edges may be decoded.</summary>
    public DecodeFailure? Check(long bytes, long width, long height)
    {
        if (bytes > BytesMax)
        {
            return new DecodeFailure(DecodeFailureKind.TooManyBytes, $"The image has {bytes} bytes; at most {BytesMax} are accepted.");
        }

        if (width > EdgeMax || height > EdgeMax)
        {
            return new DecodeFailure(DecodeFailureKind.TooManyPixels, $"The image is {width}x{height}; its longer side may have at most {EdgeMax} pixels.");
        }

        return width * height > PixelsMax
            ? new DecodeFailure(DecodeFailureKind.TooManyPixels, $"The image is {width}x{height}, {width * height} pixels; at most {PixelsMax} are accepted.")
            : null;
    }
}
