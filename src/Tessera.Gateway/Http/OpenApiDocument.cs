using Microsoft.AspNetCore.Http;

namespace Tessera.Gateway.Http;

/// <summary><c>/openapi.json</c>: written by hand, since the bodies are read by hand; a test holds it against the addresses there are.</summary>
internal static class OpenApiDocument
{
    private static readonly Lazy<byte[]> Document = new(Read);

    public static async Task WriteAsync(HttpContext http)
    {
        http.Response.ContentType = ResponseHead.Json;
        http.Response.ContentLength = Document.Value.Length;
        await http.Response.Body.WriteAsync(Document.Value, http.RequestAborted);
    }

    private static byte[] Read()
    {
        using var resource = typeof(OpenApiDocument).Assembly.GetManifestResourceStream("Tessera.Gateway.Http.openapi.json")!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
