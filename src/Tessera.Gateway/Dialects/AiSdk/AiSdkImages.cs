using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Images;
using Tessera.Gateway.Uploads;
using Tessera.Gateway.Validation;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Dialects.AiSdk;

/// <summary>
/// The image part of the AI SDK's gateway protocol: the model is named in a header, pictures are bare base64, and what a
/// model does not take is a warning.
/// </summary>
internal sealed class AiSdkImages(UploadRoom room, LiveCatalogue catalogue, ImageStore store) : IImageDialect
{
    private static readonly PictureRules Rules = new(
        new PictureRule("data", PictureText.Base64OrUrl, "files"),
        new PictureRule("data", PictureText.Base64OrUrl, "mask"),
        new PictureRule("url", PictureText.DataUrl, "files"),
        new PictureRule("url", PictureText.DataUrl, "mask"));

    public string Name => "aisdk";

    public async Task<Result<ImageRequest, CallerError>> ReadAsync(HttpRequest http, CancellationToken cancellation)
    {
        if (http.Headers["ai-model-id"].ToString() is not { Length: > 0 } model)
        {
            return CallerError.Invalid("missing_required_parameter", "ai-model-id", "Name the model in the header 'ai-model-id', e.g. openai/gpt-image-1.");
        }

        return (await JsonBody.ReadAsync(http, Rules, room, cancellation)).Failed(out var unreadable, out var body) ? unreadable : Read(body, model);
    }

    public IImageReply Open(HttpContext http, ImageRequest? request) => new AiSdkReply(http, store, AiSdkVersion.Of(http.Request));

    private ImageRequest Read(JsonBody body, string model)
    {
        var adjustments = new List<Adjustment>();
        var fields = new List<KeyValuePair<string, Field>> { new("model", Field.Of(model)) };
        var files = new List<InputPicture>();
        InputPicture? mask = null;
        CallerError? error = null;
        string? ratio = null;
        foreach (var property in body.Root.EnumerateObject().Where(property => property.Value.ValueKind != JsonValueKind.Null))
        {
            switch (property.Name)
            {
                case "prompt" or "n" or "size" or "seed":
                    fields.Add(new(property.Name, Field.Of(property.Value)));
                    break;
                case "aspectRatio" when property.Value.ValueKind == JsonValueKind.String:
                    ratio = property.Value.GetString();
                    break;
                case "files" when property.Value.ValueKind == JsonValueKind.Array:
                    foreach (var file in property.Value.EnumerateArray())
                    {
                        var fault = ReadFile(body, file, $"files[{files.Count}]", out var picture);
                        error ??= fault;
                        if (picture is not null)
                        {
                            files.Add(picture);
                        }
                    }

                    break;
                case "mask" when property.Value.ValueKind == JsonValueKind.Object:
                    error ??= ReadFile(body, property.Value, "mask", out mask);
                    break;
                case "providerOptions":
                    AiSdkOptions.Read(property.Value, model, fields, adjustments);
                    break;
                default:
                    adjustments.Add(new(property.Name, AdjustmentKind.Ignored, "not a setting of image models"));
                    break;
            }
        }

        if (ratio is not null)
        {
            TakeAspectRatio(ratio, model, fields, adjustments);
        }

        return new ImageRequest
        {
            Operation = files.Count == 0 ? Operation.Generate : fields.Exists(field => field.Key == "prompt") ? Operation.Edit : Operation.Vary,
            Strictness = Strictness.Warn,
            Fields = fields,
            Body = body,
            Images = files,
            Mask = mask,
            PicturesField = "files",
            PictureError = error,
            Preference = GatewayOptions.Read(body.Root, fields, adjustments),
            ReportedUser = GatewayOptions.Option(body.Root, "user"),
            ReportedTags = GatewayOptions.Option(body.Root, "tags"),
            Adjustments = adjustments,
        };
    }

    private void TakeAspectRatio(string ratio, string model, List<KeyValuePair<string, Field>> fields, List<Adjustment> adjustments)
    {
        if (fields.Exists(field => field.Key == "size"))
        {
            adjustments.Add(new("aspectRatio", AdjustmentKind.Dropped, "the size says it already"));
            return;
        }

        if (catalogue.Current.Find(model) is not { } card || AspectRatio.ToSize(ratio, card.Capabilities.Sizes) is not { } size)
        {
            adjustments.Add(new("aspectRatio", AdjustmentKind.Dropped, $"the model makes no {FieldReader.Shorten(ratio)}"));
            return;
        }

        fields.Add(new("size", Field.Of(size)));
        adjustments.Add(new("aspectRatio", AdjustmentKind.Mapped, $"size {size}"));
    }

    private static CallerError? ReadFile(JsonBody body, JsonElement file, string name, out InputPicture? picture)
    {
        picture = null;
        if (file.ValueKind != JsonValueKind.Object || !(file.TryGetProperty("data", out var text) || file.TryGetProperty("url", out text)))
        {
            return CallerError.Invalid("invalid_type", name, $"'{name}' must be {{type:'file', mediaType, data}} or {{type:'url', url}}.");
        }

        var error = PictureReference.Read(body, text, name, out picture);
        if (picture is Upload upload)
        {
            // What clients declare here is a guess of theirs; the bytes themselves are looked at.
            upload.DeclaredType = null;
        }

        return error;
    }
}
