using Tessera.Gateway.Calls;
using Tessera.Gateway.Uploads;

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
                case "image" or "image[]":
                    images.Add(upload);
                    break;
                case "mask" when mask is null:
                    mask = upload;
                    break;
                case "images" or "images[]":
                    error ??= CallerError.Invalid("invalid_value", "images", "In a form the pictures are called 'image' (one) or 'image[]' (several); 'images' is for JSON.");
                    upload.Dispose();
                    break;
                default:
                    error ??= CallerError.Invalid("unknown_parameter", name, $"Unknown parameter: '{name}'.");
                    upload.Dispose();
                    break;
            }
        }

        for (var i = 0; i < images.Count; i++)
        {
            images[i].Name = images.Count == 1 ? "image" : $"image[{i}]";
        }

        return new ImageRequest
        {
            Operation = operation,
            Dialect = "openai",
            Fields = form.Fields,
            Images = images,
            Mask = mask,
            PictureError = error,
        };
    }
}
