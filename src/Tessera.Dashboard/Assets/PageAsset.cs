using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Tessera.Dashboard.Assets;

/// <summary>One file that pages need, and the tag by which a browser asks whether its copy is still right.</summary>
internal sealed record PageAsset(string Name, string ContentType, string Tag, ReadOnlyMemory<byte> Bytes)
{
    public static PageAsset Of(string name, byte[] bytes) => new(
        name,
        Path.GetExtension(name) switch
        {
            ".js" => "text/javascript; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".svg" => "image/svg+xml",
            var other => throw new InvalidOperationException($"no content type for {other}"),
        },
        $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\"",
        bytes);

    public async Task WriteAsync(HttpContext http)
    {
        var response = http.Response;
        response.Headers.ETag = Tag;
        // Asked for anew each time and answered with 304: a module's imports carry no version in their address.
        response.Headers.CacheControl = "no-cache";
        if (http.Request.Headers.IfNoneMatch.ToString().Contains(Tag, StringComparison.Ordinal))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = ContentType;
        response.ContentLength = Bytes.Length;
        if (HttpMethods.IsGet(http.Request.Method))
        {
            await response.Body.WriteAsync(Bytes, http.RequestAborted);
        }
    }
}
