using Tessera.Gateway.Calls;
using Tessera.Gateway.Uploads;
using Tessera.Gateway.Validation;

namespace Tessera.Gateway.Dialects.OpenAi;

/// <summary>From a multipart form to the common form. Pictures are parts called <c>image</c> or <c>image[]</c>.</summary>
internal static class OpenAiForm
{
    public static ImageRequest Read(FormBody form, Operation operation)
    {
        var images = new List<Upload>();
        Upload? mask = null;
        CallerError? error = null;
        foreach (var (name, upload) in form.Files)
        {
            switch (name)
            {
                case "image" or "image[]" when operation != Operation.Generate:
                    images.Add(upload);
                    break;
                case "mask" when mask is null && operation != Operation.Generate:
                    mask = upload;
                    break;
                default:
                    error ??= Misplaced(name, operation);
                    break;
            }
        }

        var fields = new List<KeyValuePair<string, Field>>(form.Fields.Count);
        var adjustments = new List<Adjustment>();
        foreach (var field in form.Fields)
        {
            if (operation != Operation.Generate && field.Key is ("image" or "image[]" or "images" or "images[]" or "mask"))
            {
                error ??= field.Key.StartsWith("images", StringComparison.Ordinal)
                    ? Misplaced(field.Key, operation)
                    : CallerError.Invalid("invalid_type", field.Key, $"Invalid type for '{field.Key}': expected a file, got a string. Give the part a file name.");
            }
            else if (field.Key == "providerOptions")
            {
                adjustments.Add(new(field.Key, AdjustmentKind.Ignored, "send the call as JSON to give it"));
            }
            else
            {
                fields.Add(field);
            }
        }

        for (var i = 0; i < images.Count; i++)
        {
            images[i].Name = images.Count == 1 ? "image" : $"image[{i}]";
        }

        return new ImageRequest
        {
            Operation = operation,
            Fields = fields,
            Body = form,
            Images = images,
            Mask = mask,
            PictureError = error,
            Adjustments = adjustments,
        };
    }

    private static CallerError Misplaced(string name, Operation operation) => name switch
    {
        "images" or "images[]" when operation != Operation.Generate =>
            CallerError.Invalid("invalid_value", "images", "In a form the pictures are called 'image' (one) or 'image[]' (several); 'images' is for JSON."),
        "mask" when operation != Operation.Generate => CallerError.Invalid("invalid_value", "mask", "There is more than one 'mask'. Send one, for the first picture."),
        _ => CallerError.Invalid("unknown_parameter", name, $"Unknown parameter: '{FieldReader.Shorten(name)}'."),
    };
}
