using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Tessera.Server.Serving;

namespace Tessera.Server.Generating;

/// <summary>An order as the Images API takes it: JSON for a generation, a form for an edit.</summary>
internal static class OrderBody
{
    public static string Path(GenerateOrder order) => order.IsQuoted ? "/v1/images/quote" : order.Images.Count == 0 ? "/v1/images/generations" : "/v1/images/edits";

    /// <exception cref="StartFault">A picture cannot be read.</exception>
    public static HttpContent Write(GenerateOrder order) => order.Images.Count == 0 ? Json(order) : Form(order);

    private static ByteArrayContent Json(GenerateOrder order)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var (name, value) in Fields(order))
            {
                switch (value)
                {
                    case bool flag:
                        json.WriteBoolean(name, flag);
                        break;
                    case long number:
                        json.WriteNumber(name, number);
                        break;
                    default:
                        json.WriteString(name, (string)value);
                        break;
                }
            }

            json.WriteEndObject();
        }

        var content = new ByteArrayContent(bytes.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private static MultipartFormDataContent Form(GenerateOrder order)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in Fields(order))
        {
            form.Add(new StringContent(value is bool ? "true" : Convert.ToString(value, CultureInfo.InvariantCulture)!), name);
        }

        foreach (var image in order.Images)
        {
            form.Add(File(image), order.Images.Count == 1 ? "image" : "image[]", System.IO.Path.GetFileName(image));
        }

        if (order.Mask is { } mask)
        {
            form.Add(File(mask), "mask", System.IO.Path.GetFileName(mask));
        }

        return form;
    }

    private static StreamContent File(string path)
    {
        try
        {
            return new StreamContent(System.IO.File.OpenRead(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartFault($"The picture {path} cannot be read: {fault.Message}");
        }
    }

    private static IEnumerable<(string Name, object Value)> Fields(GenerateOrder order)
    {
        (string Name, object? Value)[] all =
        [
            ("model", order.Model),
            ("prompt", order.Prompt),
            ("n", order.N == 1 ? null : (long)order.N),
            ("size", order.Size),
            ("quality", order.Quality),
            ("background", order.Background),
            ("output_format", order.Format),
            ("seed", order.Seed),
            ("stream", order.Streams ? true : null),
            ("partial_images", order.Partials > 0 ? (long)order.Partials : null),
            // Without it the older models answer with an address, and a second call would be needed. With a stream it goes without saying.
            ("response_format", order.Streams || order.IsQuoted ? null : "b64_json"),
        ];
        return all.Where(field => field.Value is not null).Select(field => (field.Name, field.Value!));
    }
}
