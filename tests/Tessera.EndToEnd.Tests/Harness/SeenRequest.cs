using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Tessera.EndToEnd.Tests.Harness;

/// <summary>What the upstream was sent.</summary>
internal sealed record SeenRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body, IReadOnlyList<SeenPart> Parts)
{
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public string? this[string header] => Headers.GetValueOrDefault(header);

    /// <summary>The text of a form's part; null where there is none.</summary>
    public string? Field(string name) => Parts.SingleOrDefault(part => part.Name == name) is { } part ? Encoding.UTF8.GetString(part.Bytes) : null;

    public static async Task<SeenRequest> OfAsync(HttpRequest request)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        var headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new(request.Method, request.Path, headers, body.ToArray(), await PartsAsync(request.ContentType, body.ToArray()));
    }

    private static async Task<IReadOnlyList<SeenPart>> PartsAsync(string? contentType, byte[] body)
    {
        if (contentType?.StartsWith("multipart/form-data", StringComparison.Ordinal) != true)
        {
            return [];
        }

        var parts = new List<SeenPart>();
        var reader = new MultipartReader(HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(contentType).Boundary).Value!, new MemoryStream(body));
        while (await reader.ReadNextSectionAsync() is { } section)
        {
            var disposition = ContentDispositionHeaderValue.Parse(section.ContentDisposition);
            var bytes = new MemoryStream();
            await section.Body.CopyToAsync(bytes);
            parts.Add(new(HeaderUtilities.RemoveQuotes(disposition.Name).Value!, HeaderUtilities.RemoveQuotes(disposition.FileName).Value, section.ContentType, bytes.ToArray()));
        }

        return parts;
    }
}

/// <summary>One part of a form.</summary>
internal sealed record SeenPart(string Name, string? FileName, string? Type, byte[] Bytes);
