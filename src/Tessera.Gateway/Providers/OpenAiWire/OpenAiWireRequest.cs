using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Formats;
using Tessera.Gateway.Routing;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Providers.OpenAiWire;

/// <summary>Writes a call as OpenAI's images API takes it: JSON for a new picture, a multipart form for a changed one.</summary>
internal static class OpenAiWireRequest
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public static string PathOf(Operation operation) => operation == Operation.Generate ? "/images/generations" : "/images/edits";

    public static HttpContent Write(PlannedRoute route, OpenAiWireProfile profile, bool stream) => route.Call.Operation == Operation.Generate
        ? WriteJson(route, profile, stream)
        : WriteForm(route, profile, stream);

    private static ReadOnlyMemoryContent WriteJson(PlannedRoute route, OpenAiWireProfile profile, bool stream)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, field) in Fields(route, profile, stream))
            {
                json.WritePropertyName(name);
                if (field.Kind is FieldKind.Text or FieldKind.Form)
                {
                    json.WriteStringValue(field.Text);
                }
                else
                {
                    json.WriteRawValue(field.Text, skipInputValidation: true);
                }
            }

            json.WriteEndObject();
        }

        var content = new ReadOnlyMemoryContent(buffer.WrittenMemory);
        content.Headers.ContentType = Json;
        return content;
    }

    private static MultipartFormDataContent WriteForm(PlannedRoute route, OpenAiWireProfile profile, bool stream)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, field) in Fields(route, profile, stream))
        {
            form.Add(new StringContent(field.Text), name);
        }

        var uploads = route.Call.Images.OfType<Upload>().ToList();
        for (var i = 0; i < uploads.Count; i++)
        {
            form.Add(PictureContent(uploads[i]), uploads.Count == 1 ? "image" : "image[]", FileName("image", i, uploads[i]));
        }

        if (route.Call.Mask is Upload mask)
        {
            form.Add(PictureContent(mask), "mask", FileName("mask", 0, mask));
        }

        return form;
    }

    private static StreamContent PictureContent(Upload upload)
    {
        var content = new StreamContent(upload.OpenRead());
        // An explicit application/octet-stream is refused by OpenAI, so the type is the one that the bytes have.
        content.Headers.ContentType = new MediaTypeHeaderValue(upload.Info!.Value.Format.MediaType);
        content.Headers.ContentLength = upload.Length;
        return content;
    }

    private static string FileName(string stem, int index, Upload upload) =>
        string.Create(CultureInfo.InvariantCulture, $"{stem}-{index}.{upload.Info!.Value.Format.Extension}");

    private static IEnumerable<(string Name, Field Value)> Fields(PlannedRoute route, OpenAiWireProfile profile, bool stream)
    {
        var call = route.Call;
        yield return ("model", Field.Of(route.ProviderModel));
        yield return ("prompt", Field.Of(call.Prompt));
        foreach (var (name, value) in Texts(call))
        {
            if (value is not null)
            {
                yield return (name, Field.Of(value));
            }
        }

        if (call.N is { } n)
        {
            yield return ("n", Field.Of(n));
        }

        if (call.OutputCompression is { } compression)
        {
            yield return ("output_compression", Field.Of(compression));
        }

        if (call.Seed is { } seed)
        {
            yield return ("seed", Field.Of(seed));
        }

        if (stream)
        {
            yield return ("stream", Field.Of(true));
            if (call.PartialImages is { } partials)
            {
                yield return ("partial_images", Field.Of(partials));
            }
        }

        if (profile.AsksForBase64 || call.Model.Capabilities.NativeResponseFormat is not null)
        {
            yield return ("response_format", Field.Of("b64_json"));
        }

        foreach (var (name, value) in call.Passed)
        {
            yield return (name, value);
        }
    }

    private static IEnumerable<(string Name, string? Value)> Texts(ImageCall call) =>
    [
        ("size", call.Size),
        ("quality", call.Quality),
        ("background", call.Background),
        ("output_format", call.OutputFormat),
        ("moderation", call.Moderation),
        ("input_fidelity", call.InputFidelity),
        ("style", call.Style),
        ("complexity", call.Complexity),
        ("user", call.User),
        ("safety_identifier", call.SafetyIdentifier),
    ];
}
