using System.Text;
using System.Text.Json.Nodes;

namespace Tessera.EndToEnd.Tests.Harness;

/// <summary>One server-sent event, read by the letter of the standard.</summary>
/// <param name="Name">Of the <c>event:</c> line; empty without one.</param>
internal sealed record ServerEvent(string Name, string Data)
{
    /// <summary>Of the <c>id:</c> line; null without one.</summary>
    public string? Id { get; init; }

    public byte[] Picture => Convert.FromBase64String((string)Json["b64_json"]!);

    public JsonNode Json => JsonNode.Parse(Data)!;

    public static IReadOnlyList<ServerEvent> Read(byte[] body)
    {
        var events = new List<ServerEvent>();
        var (name, data) = ("", new List<string>());
        string? id = null;
        foreach (var line in Encoding.UTF8.GetString(body).ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.Length == 0)
            {
                if (data.Count > 0)
                {
                    events.Add(new(name, string.Join('\n', data)) { Id = id });
                }

                (name, data, id) = ("", [], null);
            }
            else if (Value(line, "event") is { } said)
            {
                name = said;
            }
            else if (Value(line, "id") is { } number)
            {
                id = number;
            }
            else if (Value(line, "data") is { } piece)
            {
                data.Add(piece);
            }
        }

        return events;
    }

    private static string? Value(string line, string field) =>
        line.StartsWith(field + ":", StringComparison.Ordinal) ? line[(field.Length + 1)..].TrimStart(' ') : null;
}
