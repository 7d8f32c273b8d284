using System.Text.Json;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Providers.OpenAiWire;

/// <summary>
/// From OpenAI's usage object to disjoint quantities. Its totals contain their details, and cached tokens are contained in
/// the plain ones; where no details are given, input is text and output is pictures.
/// </summary>
internal static class WireUsage
{
    public static Usage Read(JsonElement usage)
    {
        var input = Count(usage, "input_tokens");
        var output = Count(usage, "output_tokens");
        var imageIn = 0L;
        var textIn = input;
        var cachedText = 0L;
        var cachedImage = 0L;
        if (usage.TryGetProperty("input_tokens_details", out var details) && details.ValueKind == JsonValueKind.Object)
        {
            imageIn = Count(details, "image_tokens");
            textIn = Math.Max(0, input - imageIn);
            if (details.TryGetProperty("cached_tokens_details", out var cached) && cached.ValueKind == JsonValueKind.Object)
            {
                cachedText = Math.Min(textIn, Count(cached, "text_tokens"));
                cachedImage = Math.Min(imageIn, Count(cached, "image_tokens"));
            }
            else
            {
                cachedText = Math.Min(textIn, Count(details, "cached_tokens"));
            }
        }

        var textOut = usage.TryGetProperty("output_tokens_details", out var made) && made.ValueKind == JsonValueKind.Object ? Count(made, "text_tokens") : 0;
        return new Usage
        {
            TextIn = textIn - cachedText,
            CachedTextIn = cachedText,
            ImageIn = imageIn - cachedImage,
            CachedImageIn = cachedImage,
            TextOut = textOut,
            ImageOut = Math.Max(0, output - textOut),
        };
    }

    /// <summary>A provider that lies with a negative or absurd count gets nothing booked for it.</summary>
    private static long Count(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) && count is >= 0 and < 1_000_000_000 ? count : 0;
}
