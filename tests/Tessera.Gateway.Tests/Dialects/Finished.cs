using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects;
using Tessera.Gateway.Images;
using Tessera.Gateway.Tests.Images;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Tests.Dialects;

/// <summary>A call that has ended well: one or more pictures of a single pixel, at noon of 20 November 2026.</summary>
internal sealed class Finished : IDisposable
{
    /// <summary>The sample picture of the specification.</summary>
    public const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly TestStore _store = new();

    public Finished() => Stored = TestStore.Put(_store.Store, Convert.FromBase64String(Pixel)).Image!;

    public ImageStore Store => _store.Store;

    public StoredImage Stored { get; }

    public ImageResult Result(int pictures = 1, string? revised = null) => new()
    {
        Created = Noon,
        Pictures = [.. Enumerable.Repeat(new FinishedPicture(Stored, revised), pictures)],
        Background = "opaque",
        OutputFormat = "png",
        Quality = "medium",
        Size = "1024x1024",
        Usage = new Usage { TextIn = 13, CachedTextIn = 1, ImageIn = 5, TextOut = 2, ImageOut = 439, Images = pictures, Pixels = pictures },
        HasTokens = true,
    };

    public static Receipt Receipt(params Adjustment[] adjustments) => new(
        "gen_1", "openai/gpt-image-1", "vercel", new Usd(42_000_000),
        [
            new("openai", "gpt-image-1", Noon, Noon.AddSeconds(0.9), 503, "overloaded"),
            new("vercel", "openai/gpt-image-1", Noon.AddSeconds(0.9), Noon.AddSeconds(30), 200, null),
        ],
        adjustments);

    /// <summary>The block of routing and cost that AI SDK and chat answers share.</summary>
    public const string Gateway =
        """
        "gateway":{"routing":{"originalModelId":"openai/gpt-image-1","resolvedProvider":"openai","resolvedProviderApiModelId":"gpt-image-1","fallbacksAvailable":["vercel"],"planningReasoning":"tried in order: openai, vercel","canonicalSlug":"openai/gpt-image-1","finalProvider":"vercel","modelAttemptCount":1,"modelAttempts":[{"canonicalSlug":"openai/gpt-image-1","success":true,"providerAttemptCount":2,"providerAttempts":[{"provider":"openai","providerApiModelId":"gpt-image-1","credentialType":"system","success":false,"error":"overloaded","startTime":1795176000000,"endTime":1795176000900,"statusCode":503},{"provider":"vercel","providerApiModelId":"openai/gpt-image-1","credentialType":"system","success":true,"startTime":1795176000900,"endTime":1795176030000,"statusCode":200}]}],"totalProviderAttemptCount":2},"cost":"0.042","marketCost":"0.042","surchargeCost":"0","gatewayCost":"0.042","inferenceCost":"0.042","inputInferenceCost":"0","outputInferenceCost":"0.042","generationId":"gen_1"}
        """;

    public void Dispose() => _store.Dispose();
}
