namespace Tessera.Gateway.Providers.OpenAiWire;

/// <summary>How long and how much a provider may take. Past a limit the attempt fails with the limit named.</summary>
internal static class OpenAiWireLimits
{
    public static readonly TimeSpan Connect = TimeSpan.FromSeconds(10);

    /// <summary>
    /// From the request to the first byte of the answer: a picture of high quality takes up to 280 s at the 95th percentile,
    /// and OpenAI's own clients wait ten minutes.
    /// </summary>
    public static readonly TimeSpan Headers = TimeSpan.FromMinutes(10);

    /// <summary>Between two pieces of the answer. In a stream the next partial picture may be minutes away.</summary>
    public static readonly TimeSpan BodyIdle = TimeSpan.FromMinutes(5);

    /// <summary>Of an error's body this much is read; a page of HTML is no better for being whole.</summary>
    public const int ErrorBytesMax = 64 << 10;
}
