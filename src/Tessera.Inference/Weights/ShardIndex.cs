using System.Text.Json;

namespace Tessera.Inference.Weights;

/// <summary>The index of a model in several files: which tensor is in which. Shards lie beside the index, never elsewhere.</summary>
internal static class ShardIndex
{
    // The index of Janus-Pro-7B has about 0.1 MB and two shards. More is refused.
    private const int IndexBytesMax = 8 * 1024 * 1024;
    private const int ShardsMax = 256;

    public static Refusal? Open(string folder, string name, List<MappedFile> files, Dictionary<string, WeightTensor> tensors)
    {
        if (JsonText.ReadFile(Path.Combine(folder, name), IndexBytesMax, out var document) is { } refusal)
        {
            return refusal;
        }

        using (document)
        {
            return document!.RootElement.Member("weight_map") is { ValueKind: JsonValueKind.Object } map
                ? OpenShards(folder, name, map, files, tensors)
                : new Refusal(RefusedAt.Index, name, "There is no weight_map.");
        }
    }

    private static Refusal? OpenShards(
        string folder, string name, JsonElement map, List<MappedFile> files, Dictionary<string, WeightTensor> tensors)
    {
        var shardOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in map.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.String || entry.Value.GetString() is not { } shard || !IsPlainName(shard))
            {
                return new Refusal(RefusedAt.Index, name, $"{Refusal.Quote(entry.Value.ToString())} is not the name of a shard in the same folder.");
            }

            shardOf[entry.Name] = shard;
        }

        var shards = shardOf.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (shards.Length > ShardsMax)
        {
            return new Refusal(RefusedAt.Index, name, $"It names {shards.Length} shards; at most {ShardsMax} are opened.");
        }

        foreach (var shard in shards)
        {
            if (WeightSet.OpenFile(Path.Combine(folder, shard), files, tensors) is { } refusal)
            {
                return refusal;
            }
        }

        foreach (var (tensor, shard) in shardOf)
        {
            if (!tensors.TryGetValue(tensor, out var found) || found.FileName != shard)
            {
                return new Refusal(RefusedAt.Index, name, $"{Refusal.Quote(tensor)} is not in {Refusal.Quote(shard)}.");
            }
        }

        return null;
    }

    // Letters, digits, dot, dash, underscore, and no dot in front: no path, no drive, no parent folder.
    private static bool IsPlainName(string name) =>
        name.Length is > 0 and <= 255 && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
