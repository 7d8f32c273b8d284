using Microsoft.Extensions.Logging;
using Tessera.Gateway.Formats;

namespace Tessera.Gateway.Images;

/// <summary>Previews of stored pictures, made on first request and kept on disk beside the store until the picture goes.</summary>
internal sealed partial class Thumbnails(ImageStore store, ILogger<Thumbnails> log) : IDisposable
{
    /// <summary>Of the longer side, in pixels: sharp at 160 points on a dense screen.</summary>
    public const int EdgeMax = 320;

    private const int WebpQuality = 80;

    // A 50-megapixel picture takes 200 MB while it is decoded, so previews are made one at a time; the others wait.
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>WebP where its library is there (about a tenth of the size), PNG otherwise.</summary>
    public static ImageFormat Format => ImageCodec.CanEncode(ImageFormat.Webp, out _) ? ImageFormat.Webp : ImageFormat.Png;

    /// <summary>The preview's bytes; null where the picture is not in the store or cannot be decoded.</summary>
    public async Task<(FileStream? File, ImageFormat Format)> ThumbnailAsync(string hash, CancellationToken cancellation)
    {
        var format = Format;
        if (!ImageHash.TryParse(hash, out var parsed))
        {
            return (null, format);
        }

        var path = store.Paths.Thumb(parsed, format);
        if (OpenIfThere(path) is { } ready)
        {
            return (ready, format);
        }

        await _turn.WaitAsync(cancellation);
        try
        {
            return (OpenIfThere(path) ?? await Task.Run(() => Make(parsed, path, format), cancellation), format);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogFailed(log, hash, error.Message);
            return (null, format);
        }
        finally
        {
            _ = _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private static FileStream? OpenIfThere(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private FileStream? Make(ImageHash picture, string path, ImageFormat format)
    {
        var hash = picture.ToString();
        using var original = store.OpenRead(hash);
        if (original is null)
        {
            return null;
        }

        var bytes = new byte[original.Length];
        original.ReadExactly(bytes);
        if (!ImageCodec.Decode(bytes, DecodeLimits.Default).Succeeded(out var raster, out var failure))
        {
            LogFailed(log, hash, failure.Message);
            return null;
        }

        var (width, height) = AreaScaler.Fit(raster.Width, raster.Height, EdgeMax);
        using var encoded = new MemoryStream();
        if (ImageCodec.Encode(AreaScaler.Shrink(raster, width, height), format, WebpQuality, encoded) is { } encodeFailure)
        {
            LogFailed(log, hash, encodeFailure.Message);
            return null;
        }

        store.PlaceThumb(picture, path, encoded.GetBuffer().AsSpan(0, (int)encoded.Length));
        return OpenIfThere(path);
    }

    [LoggerMessage(1, LogLevel.Warning, "No preview of picture {Hash}: {Reason}")]
    private static partial void LogFailed(ILogger log, string hash, string reason);
}
