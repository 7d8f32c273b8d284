using Microsoft.AspNetCore.Http;

namespace Tessera.Gateway.Http;

/// <summary>The address under which a client reaches this gateway: what it called, since it may sit behind a proxy.</summary>
internal static class PublicAddress
{
    /// <summary>OpenAI's addresses of pictures lived for 60 minutes, and code was written for that.</summary>
    public static readonly TimeSpan ValidFor = TimeSpan.FromMinutes(60);

    public static string Of(HttpRequest request, string pathAndQuery) => $"{request.Scheme}://{request.Host.ToUriComponent()}{pathAndQuery}";
}
