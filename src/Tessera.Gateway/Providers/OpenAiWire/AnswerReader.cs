using System.Text.Json;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Formats;
using Tessera.Gateway.Images;
using Tessera.Gateway.Wire;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Providers.OpenAiWire;

/// <summary>Reads what stands around the pictures of an answer: what was made, and what it used.</summary>
internal sealed class AnswerReader(TimeProvider time)
{
    private readonly List<string?> _revised = [];
    private DateTimeOffset? _created;
    private string? _background;
    private string? _outputFormat;
    private string? _quality;
    private string? _size;
    private Usage _usage;
    private Usd? _cost;
    private bool _hasTokens;

    /// <summary>The 0-based number that the last event had, where it had a partial picture.</summary>
    public int PartialIndex { get; private set; }

    /// <summary>One JSON document: <c>{"created":…,"data":[{"b64_json":"#0"}],"usage":{…}}</c>.</summary>
    public bool TryReadDocument(ReadOnlySpan<byte> skeleton, IReadOnlyList<StoredImage> pictures)
    {
        if (!TryParse(skeleton, out var document))
        {
            return false;
        }

        using (document)
        {
            var root = document.RootElement;
            TakeFields(root, "created");
            if (root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in data.EnumerateArray())
                {
                    _revised.Add(Text(item, "revised_prompt"));
                }
            }
        }

        return true;
    }

    /// <summary>One event of a stream. False where it reports an error, or is not what an event should be.</summary>
    public bool TryReadEvent(ReadOnlySpan<byte> skeleton, IReadOnlyList<StoredImage> pictures)
    {
        if (!TryParse(skeleton, out var document))
        {
            return false;
        }

        using (document)
        {
            var root = document.RootElement;
            if (root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
            {
                return false;
            }

            PartialIndex = root.TryGetProperty("partial_image_index", out var index) && index.ValueKind == JsonValueKind.Number && index.TryGetInt32(out var number) ? number : 0;
            if (Text(root, "type")?.EndsWith(".completed", StringComparison.Ordinal) == true)
            {
                TakeFields(root, "created_at");
                _revised.Add(Text(root, "revised_prompt"));
            }
        }

        return true;
    }

    /// <summary>Null where no picture came.</summary>
    public ImageResult? Result(IReadOnlyList<StoredImage> pictures)
    {
        if (pictures.Count == 0)
        {
            return null;
        }

        return new ImageResult
        {
            Created = _created ?? time.GetUtcNow(),
            Pictures = [.. pictures.Select((picture, i) => new FinishedPicture(picture, i < _revised.Count ? _revised[i] : null))],
            Background = _background,
            OutputFormat = _outputFormat ?? pictures[0].Format.ApiName,
            Quality = _quality,
            Size = _size ?? $"{pictures[0].Width}x{pictures[0].Height}",
            Usage = _usage with { Images = pictures.Count, Pixels = pictures.Sum(picture => (long)picture.Width * picture.Height) },
            ProviderCost = _cost,
            HasTokens = _hasTokens,
        };
    }

    private void TakeFields(JsonElement root, string createdName)
    {
        if (root.TryGetProperty(createdName, out var at) && at.ValueKind == JsonValueKind.Number && at.TryGetInt64(out var seconds) && seconds is > 0 and < 253_402_300_800)
        {
            _created = DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        _background = Text(root, "background") ?? _background;
        _outputFormat = Text(root, "output_format") ?? _outputFormat;
        _quality = Text(root, "quality") ?? _quality;
        _size = Text(root, "size") ?? _size;
        if (root.TryGetProperty("usage", out var used) && used.ValueKind == JsonValueKind.Object)
        {
            _usage += WireUsage.Read(used);
            _hasTokens = true;
        }

        if (WireCost.Read(root) is { } cost)
        {
            _cost = (_cost ?? Usd.Zero) + cost;
        }
    }

    private static bool TryParse(ReadOnlySpan<byte> skeleton, out JsonDocument document)
    {
        document = null!;
        // A revised prompt that was cut within an emoji must not cost the picture.
        var json = skeleton.ToArray();
        JsonMending.Mend(json);
        try
        {
            document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
