using System.Text;
using System.Text.Json;

namespace Tessera.Gateway.Tests.Wire;

/// <summary>
/// Splits a document the way the product must not: all of it in memory, parsed by System.Text.Json, pictures as strings. Its
/// rules are those of <see cref="Split.Rules"/>, written down a second time.
/// </summary>
internal sealed class SplitOracle
{
    private readonly List<RecordedPictures.Picture> _pictures = [];
    private readonly bool _splits;

    private SplitOracle(bool splits) => _splits = splits;

    /// <summary>The document with placeholders, and its pictures; null for one that is not JSON or has text for a picture.</summary>
    public static (string Skeleton, string Pictures)? Of(ReadOnlyMemory<byte> json) => Rewrite(json, splits: true);

    /// <summary>The same document in one fixed way of writing; null if it is not JSON.</summary>
    public static string? Canonical(ReadOnlyMemory<byte> json) => Rewrite(json, splits: false)?.Skeleton;

    private static (string Skeleton, string Pictures)? Rewrite(ReadOnlyMemory<byte> json, bool splits)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var oracle = new SplitOracle(splits);
            using var written = new MemoryStream();
            using (var writer = new Utf8JsonWriter(written, new JsonWriterOptions { SkipValidation = true }))
            {
                oracle.Write(writer, document.RootElement, name: "", within: "");
            }

            return (Encoding.UTF8.GetString(written.ToArray()), string.Join('\n', oracle._pictures));
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private void Write(Utf8JsonWriter writer, JsonElement element, string name, string within)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value, property.Name, name);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item, item.ValueKind == JsonValueKind.Array ? "" : name, within);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(_splits ? Text(element.GetString()!, name, within) : element.GetString()!);
                break;
            default:
                writer.WriteRawValue(element.GetRawText());
                break;
        }
    }

    private string Text(string text, string name, string within) => name switch
    {
        "b64_json" => text == "" ? "" : Picture(name, "", text),
        "result" when within == "output" => text == "" ? "" : Picture(name, "", text),
        "image_url" or "url" => Url(name, text) ?? Marked(text),
        "data" when within is "files" or "mask" =>
            Url(name, text) ?? (text == "" || text[..Math.Min(8, text.Length)].Contains(':', StringComparison.Ordinal) || text[0] == '#' ? Marked(text) : Picture(name, "", text)),
        _ => text,
    };

    private string? Url(string name, string text)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        var head = comma < 0 ? "" : text[..comma];
        return head.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && head.EndsWith(";base64", StringComparison.OrdinalIgnoreCase) && head.All(char.IsAscii)
            ? Picture(name, head["data:".Length..].Split(';')[0], text[(comma + 1)..])
            : null;
    }

    private static string Marked(string text) => text.StartsWith('#') ? "#" + text : text;

    private string Picture(string name, string mediaType, string base64)
    {
        var text = string.Concat(base64.Where(unit => unit is not (' ' or '\n' or '\r' or '\t')));
        var digits = text.TrimEnd('=');
        var padded = digits.PadRight((digits.Length + 3) / 4 * 4, '=');
        if (text.Length > padded.Length)
        {
            throw new FormatException("Too much padding.");
        }

        _pictures.Add(new(_pictures.Count, name, mediaType, "", Convert.ToHexString(Convert.FromBase64String(padded))));
        return $"#{_pictures.Count - 1}";
    }
}
