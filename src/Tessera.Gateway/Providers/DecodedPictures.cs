using Tessera.Gateway.Calls;
using Tessera.Gateway.Formats;
using Tessera.Gateway.Uploads;
using Tessera.Inference.Rasters;

namespace Tessera.Gateway.Providers;

/// <summary>The pictures of a call as pixels, upright; or why one of them could not be decoded.</summary>
internal sealed record DecodedPictures(IReadOnlyList<Raster> References, Raster? Mask, Failure? Failure)
{
    /// <summary>Decodes one after the other, so that a call never holds more than it needs.</summary>
    public static DecodedPictures Decode(ImageCall call)
    {
        var references = new List<Raster>(call.Images.Count);
        foreach (var upload in call.Images.OfType<Upload>())
        {
            if (!ImageCodec.Decode(upload.ReadAll(), DecodeLimits.Default).Succeeded(out var raster, out var failure))
            {
                return Undecodable(upload.Name, references.Count + 1, failure);
            }

            references.Add(raster);
        }

        if (call.Mask is not Upload mask)
        {
            return new DecodedPictures(references, null, null);
        }

        return ImageCodec.Decode(mask.ReadAll(), DecodeLimits.Default).Succeeded(out var pixels, out var broken)
            ? new DecodedPictures(references, pixels, null)
            : Undecodable(mask.Name, references.Count + 1, broken);
    }

    private static DecodedPictures Undecodable(string name, int ordinal, DecodeFailure failure) => new([], null, new(
        FailedAt.Draw,
        failure.Kind == DecodeFailureKind.LibraryMissing ? Blame.Gateway : Blame.Caller,
        Acceptance.NotAccepted,
        null,
        failure.Kind == DecodeFailureKind.LibraryMissing
            ? new(501, CallerError.InvalidRequest, "format_unavailable", name, failure.Message) { MayRepeat = false }
            : CallerError.ForImage("invalid_image_file", null, $"Invalid image file or mode for image {ordinal} ({name}). {failure.Message}")));
}
