using System.Text.Json;
using System.Text.Unicode;

namespace Tessera.Inference.Weights;

/// <summary>
/// JSON out of files that may be hostile. What is accepted here has valid UTF-8, no half characters in escapes, no key twice
/// and at most 64 levels, so that reading its strings cannot fail later.
/// </summary>
internal static class JsonText
{
    public static Refusal? ReadFile(string path, int bytesMax, out JsonDocument? document)
    {
        document = null;
        if (MappedFile.Open(path, out var file) is { } refusal)
        {
            return refusal;
        }

        using (file)
        {
            return file!.Length > bytesMax
                ? new Refusal(RefusedAt.Format, file.Name, $"The file has {file.Length} bytes; at most {bytesMax} are read.")
                : Parse(file.Bytes(0, (int)file.Length).ToArray(), file.Name, out document);
        }
    }

    public static Refusal? Parse(byte[] bytes, string name, out JsonDocument? document)
    {
        document = null;
        if (!Utf8.IsValid(bytes))
        {
            return new Refusal(RefusedAt.Format, name, "The JSON is not valid UTF-8.");
        }

        try
        {
            RejectHalfCharacters(bytes);
            document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new Refusal(RefusedAt.Format, name, "The JSON is malformed, too deep, or has a key twice.");
        }
    }

    /// <summary>The number, when it is there, is whole and lies in the range.</summary>
    public static bool IsWhole(this JsonElement element, long from, long to, out long value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out value) && value >= from && value <= to;
    }

    public static string? Text(this JsonElement element, string key) =>
        element.Member(key) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>The member, or null when it is not there or is null, or this is no object.</summary>
    public static JsonElement? Member(this JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var member) && member.ValueKind != JsonValueKind.Null
            ? member
            : null;

    // JsonDocument takes "\ud800" and throws only when the string is asked for.
    private static void RejectHalfCharacters(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                _ = reader.GetString();
            }
        }
    }
}
