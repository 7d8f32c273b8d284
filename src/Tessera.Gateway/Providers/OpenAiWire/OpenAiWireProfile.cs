namespace Tessera.Gateway.Providers.OpenAiWire;

/// <summary>In what a server that speaks OpenAI's images format differs from OpenAI. All of a compatible provider that is not data is here.</summary>
internal sealed record OpenAiWireProfile
{
    /// <summary>Name in routes, headers and settings.</summary>
    public required string Name { get; init; }

    /// <summary>Where the paths <c>/images/…</c> hang, e.g. <c>https://api.openai.com/v1</c>.</summary>
    public required Uri BaseAddress { get; init; }

    /// <summary>Null for a server on one's own machine that asks for none.</summary>
    public Secret? Key { get; init; }

    /// <summary>Whether it can stream partial pictures. Vercel's gateway answers in one piece (its documentation, September 2026).</summary>
    public bool Streams { get; init; } = true;

    /// <summary>For a compatible server: which of our models it serves, and what it calls each. Its prices are not known.</summary>
    public IReadOnlyDictionary<string, string> Models { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Whether <c>response_format: b64_json</c> is sent, for servers that answer with addresses otherwise. OpenAI's GPT image
    /// models refuse the parameter.
    /// </summary>
    public bool AsksForBase64 { get; init; }

    /// <summary>OpenAI itself.</summary>
    public static OpenAiWireProfile OpenAi(Uri? baseAddress, Secret key) => new()
    {
        Name = "openai",
        BaseAddress = baseAddress ?? new Uri("https://api.openai.com/v1"),
        Key = key,
    };

    /// <summary>The Vercel AI Gateway: the same format with <c>creator/model</c> ids and no streams.</summary>
    public static OpenAiWireProfile Vercel(Uri? baseAddress, Secret key) => new()
    {
        Name = "vercel",
        BaseAddress = baseAddress ?? new Uri("https://ai-gateway.vercel.sh/v1"),
        Key = key,
        Streams = false,
    };
}
