using System.Net;

namespace Tessera.Gateway.Providers.OpenAiWire;

/// <summary>The connections to providers, shared by all of them.</summary>
internal static class OpenAiWireConnections
{
    /// <summary>
    /// An invoker and no client: a client has a time-out and a buffer of its own. Redirects are not followed, since a
    /// provider's key must not travel to another host; bytes are not decompressed, since they pass through as they are.
    /// </summary>
    public static HttpMessageInvoker Open() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ConnectTimeout = OpenAiWireLimits.Connect,
        // New addresses of a provider are found within minutes.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        EnableMultipleHttp2Connections = true,
        ActivityHeadersPropagator = null,
    });
}
