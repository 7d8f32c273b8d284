using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Images;
using Tessera.Gateway.Uploads;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Dialects.Chat;

/// <summary>
/// Image models behind chat completions: the last user message is the prompt, its pictures are edited, and where it has
/// none the last picture of the conversation is, so that "make it blue" works.
/// </summary>
internal sealed class ChatImages(UploadRoom room, ImageStore store) : IImageDialect
{
    private static readonly PictureRules Rules = new(new PictureRule("url", PictureText.DataUrl, "image_url"), new PictureRule("image_url", PictureText.DataUrl));

    /// <summary>Parameters of pictures that clients send along in an extra body.</summary>
    private static readonly HashSet<string> Passed = new(StringComparer.Ordinal)
    {
        "model", "n", "size", "quality", "background", "output_format", "output_compression", "moderation", "seed", "user", "safety_identifier", "style", "complexity", "input_fidelity", "dry_run", "quote_id",
    };

    /// <summary>What a chat call has and a picture has not, and nobody misses.</summary>
    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal) { "messages", "stream", "stream_options", "modalities", "providerOptions" };

    public string Name => "chat";

    public async Task<Result<ImageRequest, CallerError>> ReadAsync(HttpRequest http, CancellationToken cancellation)
    {
        if ((await JsonBody.ReadAsync(http, Rules, room, cancellation)).Failed(out var unreadable, out var body))
        {
            return unreadable;
        }

        if (Read(body).Failed(out var unusable, out var request))
        {
            body.Dispose();
            return unusable;
        }

        return request;
    }

    public IImageReply Open(HttpContext http, ImageRequest? request) => request?["stream"]?.AsFlag == true
        ? new ChatEventReply(http, store)
        : new ChatJsonReply(http, store);

    private static Result<ImageRequest, CallerError> Read(JsonBody body)
    {
        if (!body.Root.TryGetProperty("messages", out var messages) || messages.ValueKind != JsonValueKind.Array || messages.GetArrayLength() == 0)
        {
            return CallerError.Invalid("missing_required_parameter", "messages", "Missing required parameter: 'messages', a list with at least one message.");
        }

        var adjustments = new List<Adjustment>();
        var fields = new List<KeyValuePair<string, Field>>();
        foreach (var property in body.Root.EnumerateObject())
        {
            if (Passed.Contains(property.Name))
            {
                fields.Add(new(property.Name, Field.Of(property.Value)));
            }
            else if (!Silent.Contains(property.Name))
            {
                adjustments.Add(new(property.Name, AdjustmentKind.Ignored, "not a setting of image models"));
            }
        }

        var prompt = new StringBuilder();
        var images = new List<InputPicture>();
        CallerError? error = null;
        foreach (var message in messages.EnumerateArray().Reverse())
        {
            var role = message.ValueKind == JsonValueKind.Object && message.TryGetProperty("role", out var said) && said.ValueKind == JsonValueKind.String ? said.GetString() : null;
            if (role == "user" && prompt.Length == 0)
            {
                error ??= ReadContent(body, message, prompt, images);
            }
            else if (role == "assistant" && prompt.Length > 0 && images.Count == 0 && message.TryGetProperty("images", out var drawn) && drawn.ValueKind == JsonValueKind.Array)
            {
                error ??= ReadParts(body, drawn, new StringBuilder(), images);
            }
        }

        fields.Add(new("prompt", Field.Of(prompt.ToString())));
        if (body.Root.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True)
        {
            fields.Add(new("stream", Field.Of(true)));
        }

        GatewayOptions.ReportOthers(body.Root, adjustments);
        return new ImageRequest
        {
            Operation = images.Count == 0 ? Operation.Generate : Operation.Edit,
            Strictness = Strictness.Warn,
            Fields = fields,
            Body = body,
            Images = images,
            PicturesField = "messages",
            PictureError = error,
            Preference = GatewayOptions.Read(body.Root, fields, adjustments),
            ReportedUser = GatewayOptions.Option(body.Root, "user"),
            ReportedTags = GatewayOptions.Option(body.Root, "tags"),
            Adjustments = adjustments,
        };
    }

    private static CallerError? ReadContent(JsonBody body, JsonElement message, StringBuilder prompt, List<InputPicture> images)
    {
        if (!message.TryGetProperty("content", out var content))
        {
            return null;
        }

        if (content.ValueKind == JsonValueKind.String)
        {
            prompt.Append(content.GetString());
            return null;
        }

        return content.ValueKind == JsonValueKind.Array ? ReadParts(body, content, prompt, images) : null;
    }

    private static CallerError? ReadParts(JsonBody body, JsonElement parts, StringBuilder prompt, List<InputPicture> images)
    {
        foreach (var part in parts.EnumerateArray())
        {
            if (part.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            if (part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String)
            {
                prompt.Append(prompt.Length == 0 ? "" : "\n").Append(text.GetString());
            }
            else if (part.TryGetProperty("image_url", out var address))
            {
                var inner = address.ValueKind == JsonValueKind.Object && address.TryGetProperty("url", out var url) ? url : address;
                if (PictureReference.Read(body, inner, $"image {images.Count + 1}", out var picture) is { } error)
                {
                    return error;
                }

                images.Add(picture!);
            }
        }

        return null;
    }
}
