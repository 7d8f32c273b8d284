using System.Text.Json;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Uploads;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Dialects.OpenAi;

/// <summary>
/// From a JSON body to the common form. Edits name their pictures in <c>images: [{image_url}]</c> and <c>mask: {image_url}</c>,
/// each an https address or a data URL.
/// </summary>
internal static class OpenAiJson
{
    public static readonly PictureRules Rules = new(new PictureRule("image_url", PictureText.DataUrl));

    public static ImageRequest Read(JsonBody body, Operation operation)
    {
        var adjustments = new List<Adjustment>();
        var fields = new List<KeyValuePair<string, Field>>();
        var images = new List<InputPicture>();
        InputPicture? mask = null;
        CallerError? error = null;
        foreach (var property in body.Root.EnumerateObject())
        {
            switch (property.Name)
            {
                case "images" when operation == Operation.Edit:
                    error ??= ReadImages(body, property.Value, images);
                    break;
                case "mask" when operation == Operation.Edit:
                    error ??= property.Value.ValueKind == JsonValueKind.Null ? null : ReadPicture(body, property.Value, "mask", out mask);
                    break;
                case "image" or "image[]" when operation == Operation.Edit:
                    error ??= CallerError.Invalid("invalid_value", property.Name, "In JSON the pictures are called 'images': [{\"image_url\": …}]; 'image' is for a multipart form.");
                    break;
                case "providerOptions":
                    break;
                default:
                    fields.Add(new(property.Name, Field.Of(property.Value)));
                    break;
            }
        }

        GatewayOptions.ReportOthers(body.Root, adjustments);
        return new ImageRequest
        {
            Operation = operation,
            Fields = fields,
            Body = body,
            Images = images,
            Mask = mask,
            PicturesField = operation == Operation.Edit ? "images" : "image",
            PictureError = error,
            Preference = GatewayOptions.Read(body.Root, fields, adjustments),
            ReportedUser = GatewayOptions.Option(body.Root, "user"),
            ReportedTags = GatewayOptions.Option(body.Root, "tags"),
            Adjustments = adjustments,
        };
    }

    private static CallerError? ReadImages(JsonBody body, JsonElement list, List<InputPicture> images)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            return CallerError.Invalid("invalid_type", "images", $"Invalid type for 'images': expected an array, got {Field.Of(list).KindWord}.");
        }

        if (list.GetArrayLength() == 0)
        {
            return CallerError.Invalid("empty_array", "images", "Invalid 'images': empty array. Send at least one picture.");
        }

        foreach (var item in list.EnumerateArray())
        {
            if (ReadPicture(body, item, $"images[{images.Count}]", out var picture) is { } error)
            {
                return error;
            }

            images.Add(picture!);
        }

        return null;
    }

    private static CallerError? ReadPicture(JsonBody body, JsonElement reference, string name, out InputPicture? picture)
    {
        picture = null;
        if (reference.ValueKind != JsonValueKind.Object)
        {
            return CallerError.Invalid("invalid_type", name, $"Invalid type for '{name}': expected an object with 'image_url', got {Field.Of(reference).KindWord}.");
        }

        foreach (var property in reference.EnumerateObject())
        {
            if (property.Name == "file_id")
            {
                return CallerError.Invalid("invalid_value", $"{name}.file_id", "This gateway keeps no files. Send the picture as 'image_url', an https address or a data URL.");
            }

            if (property.Name != "image_url")
            {
                return CallerError.Invalid("unknown_parameter", $"{name}.{property.Name}", $"Unknown parameter: '{name}.{property.Name}'.");
            }
        }

        return reference.TryGetProperty("image_url", out var address)
            ? PictureReference.Read(body, address, name, out picture)
            : CallerError.Invalid("missing_required_parameter", $"{name}.image_url", $"Missing required parameter: '{name}.image_url'.");
    }
}
