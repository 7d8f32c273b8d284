using Tessera.Gateway.Calls;
using Tessera.Gateway.Formats;
using Tessera.Gateway.Images;
using Tessera.Inference.Rasters;

namespace Tessera.Gateway.Providers;

/// <summary>How pictures that are drawn in this process become files.</summary>
/// <param name="Compression">As <c>output_compression</c> has it, 0 to 100.</param>
/// <param name="Refusal">Set where this machine cannot write the format, or nobody here can.</param>
internal sealed record DrawnFile(ImageFormat Format, int Compression, Failure? Refusal)
{
    public static DrawnFile Of(ImageCall call)
    {
        var (format, refusal) = FormatOf(call.OutputFormat ?? "png");
        return new DrawnFile(format, call.OutputCompression ?? 100, refusal);
    }

    /// <exception cref="InvalidOperationException">The format was refused.</exception>
    public ReadOnlyMemory<byte> Encode(Raster raster)
    {
        var stream = new MemoryStream();
        return ImageCodec.Encode(raster, Format, Compression, stream) is { } failure
            ? throw new InvalidOperationException(failure.Message)
            : stream.GetBuffer().AsMemory(0, (int)stream.Length);
    }

    /// <summary>Encodes a picture and takes it to the store.</summary>
    /// <exception cref="InvalidOperationException">The format was refused.</exception>
    public CommitResult Keep(Raster raster, ImageStore store)
    {
        using var writer = store.OpenWriter();
        writer.Write(Encode(raster).Span);
        return writer.Commit();
    }

    private static (ImageFormat Format, Failure? Refusal) FormatOf(string name)
    {
        var format = name switch
        {
            "jpeg" => ImageFormat.Jpeg,
            "webp" => ImageFormat.Webp,
            "png" => ImageFormat.Png,
            _ => (ImageFormat?)null,
        };
        if (format is not { } known)
        {
            return (ImageFormat.Png, Refused(400, "invalid_value", $"The painter draws no {name}. Ask for output_format png, jpeg or webp, or use a live key."));
        }

        return ImageCodec.CanEncode(known, out var package)
            ? (known, null)
            : (known, Refused(501, "format_unavailable", $"This gateway cannot write {name} yet: install the Debian package {package} (apt-get install {package}) and start it again, or ask for output_format png."));
    }

    private static Failure Refused(int status, string code, string message) =>
        new(FailedAt.Draw, Blame.Caller, Acceptance.NotAccepted, null, new(status, CallerError.InvalidRequest, code, "output_format", message) { MayRepeat = false });
}
