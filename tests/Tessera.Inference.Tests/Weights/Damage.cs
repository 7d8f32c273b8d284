using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace Tessera.Inference.Tests.Weights;

/// <summary>Files gone wrong, the same for the same seed.</summary>
internal static class Damage
{
    private static readonly string[] Odd =
    [
        "null", "true", "-1", "0", "1", "65536", "2147483647", "9223372036854775807", "1e308", "0.5", "\"\"", "\"../../etc/passwd\"", "\"/etc/passwd\"", "\"\\u0000\"", "\"x\\ny\"",
        "[]", "{}", "[[]]", "[-1,4]", "[9223372036854775807,2]", "[0,9223372036854775807]", "\"F32\"", "\"BF16\"", "\"U8\"",
    ];

    /// <summary>Bytes cut, doubled, overwritten or changed.</summary>
    public static byte[] Bytes(byte[] whole, Random random)
    {
        var bytes = (byte[])whole.Clone();
        switch (random.Next(5))
        {
            case 0: // cut
                return bytes[..random.Next(bytes.Length)];
            case 1: // a piece twice
                var at = random.Next(bytes.Length);
                return [.. bytes[..at], .. bytes[Math.Max(0, at - random.Next(64))..]];
            case 2: // a run of one byte: lengths that are zero or huge
                bytes.AsSpan(random.Next(bytes.Length - 8), random.Next(1, 9)).Fill(random.Next(2) == 0 ? (byte)0xFF : (byte)0);
                return bytes;
            default: // a few bytes changed
                for (var i = random.Next(1, 5); i > 0; i--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                return bytes;
        }
    }

    /// <summary>Still JSON, but one or two values in it are odd, gone, or another value of the same file; now and then its bytes are damaged.</summary>
    public static byte[] Json(byte[] json, Random random)
    {
        if (random.Next(5) == 0)
        {
            return Bytes(json, random);
        }

        var root = JsonNode.Parse(json)!;
        for (var i = random.Next(1, 3); i > 0; i--)
        {
            var places = Places(root).ToList();
            if (places.Count == 0)
            {
                break;
            }

            var (parent, key) = places[random.Next(places.Count)];
            var value = random.Next(4) == 0 ? places[random.Next(places.Count)] is var (other, at) ? Get(other, at)?.DeepClone() : null : JsonNode.Parse(Odd[random.Next(Odd.Length)]);
            if (parent is JsonArray list)
            {
                list[(int)key] = value;
            }
            else if (random.Next(6) == 0)
            {
                parent.AsObject().Remove((string)key);
            }
            else
            {
                parent.AsObject()[(string)key] = value;
            }
        }

        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    /// <summary>A safetensors file with a damaged header whose length is right.</summary>
    public static byte[] Header(byte[] safetensors, Random random)
    {
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(safetensors);
        var header = Json(safetensors[8..(8 + length)], random);
        var bytes = new byte[8 + header.Length + safetensors.Length - 8 - length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
        header.CopyTo(bytes, 8);
        safetensors.AsSpan(8 + length).CopyTo(bytes.AsSpan(8 + header.Length));
        return bytes;
    }

    private static JsonNode? Get(JsonNode parent, object key) => key is int index ? parent[index] : parent[(string)key];

    private static IEnumerable<(JsonNode Parent, object Key)> Places(JsonNode root)
    {
        var children = root switch
        {
            JsonObject with => with.Select(member => ((object)member.Key, member.Value)),
            JsonArray list => list.Select((value, index) => ((object)index, value)),
            _ => [],
        };
        foreach (var (key, value) in children.ToList())
        {
            yield return (root, key);
            foreach (var place in value is null ? [] : Places(value))
            {
                yield return place;
            }
        }
    }
}
