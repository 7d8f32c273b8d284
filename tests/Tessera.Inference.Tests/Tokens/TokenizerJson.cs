using System.Text;
using System.Text.Json.Nodes;
using Tessera.Inference.Tests.Reference;

namespace Tessera.Inference.Tests.Tokens;

/// <summary>The reference tokenizer with one part of it exchanged.</summary>
internal static class TokenizerJson
{
    public static byte[] With(string path, string json)
    {
        var root = JsonNode.Parse(File.ReadAllBytes(ReferenceFiles.Path("tokens-plain/tokenizer.json")))!;
        var at = root;
        var keys = path.Split('.');
        foreach (var key in keys[..^1])
        {
            at = at[key]!;
        }

        at[keys[^1]] = JsonNode.Parse(json);
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }
}
