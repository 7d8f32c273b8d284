using System.Globalization;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Formats;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Validation;

/// <summary>
/// Whether the pictures that came with a call can be used: how many, how large, of which type, and whether the mask fits.
/// Only headers are looked at; pixels are decoded by whoever draws.
/// </summary>
internal static class PictureValidation
{
    private static readonly HashSet<string> Types = new(StringComparer.OrdinalIgnoreCase) { "image/png", "image/jpeg", "image/jpg", "image/webp" };

    public static CallerError? CheckCount(ImageRequest request, Capabilities model)
    {
        if (request.Operation == Operation.Generate)
        {
            return null;
        }

        var name = request.PicturesField;
        if (request.Images.Count == 0)
        {
            return CallerError.Invalid("missing_required_parameter", name, $"Missing required parameter: '{name}'.");
        }

        var max = request.Operation == Operation.Vary ? 1 : Math.Max(1, model.InputImagesMax);
        return request.Images.Count > max
            ? CallerError.Invalid("array_above_max_length", name, $"Invalid '{name}': {request.Images.Count} pictures were sent, and this model takes {max} at most.")
            : null;
    }

    /// <summary>Checks one picture whose bytes are here; the same for uploads and for fetched ones.</summary>
    public static CallerError? Check(Upload upload, Capabilities model, bool isMask, int ordinal)
    {
        if (upload.DeclaredType is { } type && !Types.Contains(type))
        {
            return CallerError.Invalid("unsupported_file_mimetype", upload.Name,
                $"Invalid file '{upload.Name}': unsupported mimetype ('{FieldReader.Shorten(type)}'). Supported file formats are 'image/jpeg', 'image/png', and 'image/webp'.");
        }

        var max = isMask ? model.MaskBytesMax : model.ImageBytesMax;
        if (upload.TooLarge || (max > 0 && upload.Length > max))
        {
            return CallerError.Invalid("file_too_large", upload.Name, $"'{upload.Name}' is larger than {max / 1_000_000} MB.");
        }

        return upload.Info switch
        {
            null => CallerError.ForImage("invalid_image_file", null, $"Invalid image file or mode for image {ordinal} ({upload.Name}): send a png, jpeg or webp."),
            { Format: ImageFormat.Gif } => CallerError.Invalid("unsupported_file_mimetype", upload.Name,
                $"Invalid file '{upload.Name}': a gif cannot be edited. Supported file formats are 'image/jpeg', 'image/png', and 'image/webp'."),
            _ => null,
        };
    }

    public static CallerError? CheckMask(Upload mask, Upload first)
    {
        if (mask.Info is not { HasAlpha: true } info)
        {
            return CallerError.ForImage("invalid_mask_image_format", null, "Invalid mask image format - mask is missing an alpha channel. Its transparent pixels are what is drawn anew.");
        }

        var size = first.Info!.Value;
        return info.Width != size.Width || info.Height != size.Height
            ? CallerError.ForImage("invalid_mask_image_format", null, string.Create(CultureInfo.InvariantCulture,
                $"Invalid mask image format - mask size {info.Width}x{info.Height} does not match image size {size.Width}x{size.Height}."))
            : null;
    }
}
