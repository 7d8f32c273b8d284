using System.Text.Json;
using Tessera.Ledger.Money;

namespace Tessera.Server.Generating;

/// <summary>What the books say of a generation (<c>GET /v1/images/{id}</c>), as far as it is shown.</summary>
/// <param name="Provider">Who served it; <c>tessera</c> is the painter inside.</param>
/// <param name="Cost">Null while unknown.</param>
/// <param name="Sizes">Of each picture, in pixels.</param>
internal sealed record GenerationSummary(string Model, string Provider, Usd? Cost, IReadOnlyList<(int Width, int Height)> Sizes)
{
    /// <summary>The painter drew in the name of another model: nothing was paid.</summary>
    public bool IsSimulated => Provider == "tessera" && !Model.StartsWith("tessera/", StringComparison.Ordinal);

    /// <summary>Null where the document is another server's.</summary>
    public static GenerationSummary? Read(ReadOnlyMemory<byte> document)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            var root = json.RootElement;
            return new GenerationSummary(
                root.GetProperty("model").GetString() ?? "",
                root.GetProperty("attempts").EnumerateArray().Last().GetProperty("provider").GetString() ?? "",
                Usd.TryParse(root.GetProperty("cost_usd").GetString(), out var cost) ? cost : null,
                [.. root.GetProperty("data").EnumerateArray().Select(picture => (picture.GetProperty("width").GetInt32(), picture.GetProperty("height").GetInt32()))]);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
