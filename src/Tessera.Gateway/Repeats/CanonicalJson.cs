using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Repeats;

/// <summary>
/// One spelling for all spellings of a value: keys in order, no white space, numbers without needless digits, and the text of
/// a form as the JSON that it stands for.
/// </summary>
internal static class CanonicalJson
{
    public static void Write(IBufferWriter<byte> output, Field field)
    {
        using var json = new Utf8JsonWriter(output);
        if (field.Kind == FieldKind.Text || Parse(field.Text) is not { } document)
        {
            json.WriteStringValue(field.Text);
            return;
        }

        using (document)
        {
            Write(json, document.RootElement);
        }
    }

    /// <summary>Null where it is no JSON: a form's text may be anything.</summary>
    private static JsonDocument? Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var property in value.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    json.WritePropertyName(property.Name);
                    Write(json, property.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.Number when value.TryGetDecimal(out var number):
                // Twenty-nine digits is all that a decimal has; the format leaves out the zeros at its end.
                json.WriteRawValue(number.ToString("0.#############################", CultureInfo.InvariantCulture));
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
