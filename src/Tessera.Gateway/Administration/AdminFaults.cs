using System.Text;
using System.Text.Json;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Settings;

namespace Tessera.Gateway.Administration;

/// <summary>All that is wrong in one request.</summary>
internal sealed record AdminFaults(IReadOnlyList<SettingsError> All)
{
    /// <summary>More than these are a file of another kind.</summary>
    private const int ShownMax = 50;

    private const string Code = "invalid_value";

    public CallerError ToError()
    {
        var shown = All.Take(ShownMax).ToList();
        var error = CallerError.Invalid(Code, shown[0].Path, string.Join(' ', shown));
        return shown.Count == 1 ? error : error with { Raw = Encoding.UTF8.GetString(OpenAiDocument.Render(json => Write(json, error, shown)).Span) };
    }

    private static void Write(Utf8JsonWriter json, CallerError error, List<SettingsError> shown)
    {
        json.WriteStartObject();
        json.WriteString("message", error.Message);
        json.WriteString("type", error.Type);
        json.WriteString("param", error.Param);
        json.WriteString("code", error.Code);
        json.WriteStartArray("errors");
        foreach (var fault in shown)
        {
            json.WriteStartObject();
            json.WriteString("param", fault.Path);
            json.WriteString("message", fault.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
