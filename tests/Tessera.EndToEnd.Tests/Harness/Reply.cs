using System.Text;
using System.Text.Json.Nodes;

namespace Tessera.EndToEnd.Tests.Harness;

/// <summary>An answer of the gateway with its whole body.</summary>
internal sealed record Reply(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonNode Json => JsonNode.Parse(Body)!;

    public JsonNode Error => Json["error"]!;

    public string? this[string header] => Headers.GetValueOrDefault(header);

    public string GenerationId => Headers["x-tessera-generation-id"];

    /// <summary>Picture <paramref name="index"/> of an answer in OpenAI's images format.</summary>
    public byte[] Picture(int index = 0) => Convert.FromBase64String((string)Json["data"]![index]!["b64_json"]!);

    public IReadOnlyList<ServerEvent> Events => ServerEvent.Read(Body);

    public static async Task<Reply> OfAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new((int)response.StatusCode, headers, await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Fails with the body, which says more than a number.</summary>
    public Reply Expect(int status)
    {
        Assert.True(Status == status, $"Expected {status}, got {Status}: {(Text.Length > 600 ? Text[..600] : Text)}");
        return this;
    }
}
