namespace Tessera.Gateway.Repeats;

/// <summary>The digests of a call's parameters as they are kept with an idempotency key, and what differs between two calls. Pure.</summary>
internal static class Differences
{
    /// <summary><c>model=0a1b…;prompt=2c3d…</c>, names in order.</summary>
    public static string Write(IReadOnlyDictionary<string, string> digests) =>
        string.Join(';', digests.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    /// <summary>The names of the parameters that are not the same, the most telling first: what was asked before how.</summary>
    public static IReadOnlyList<string> Between(string kept, IReadOnlyDictionary<string, string> digests)
    {
        var before = Read(kept);
        return [.. before.Keys.Union(digests.Keys, StringComparer.Ordinal)
            .Where(name => before.GetValueOrDefault(name) != digests.GetValueOrDefault(name))
            .OrderBy(Weight)
            .ThenBy(name => name, StringComparer.Ordinal)];
    }

    private static Dictionary<string, string> Read(string kept) => kept
        .Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Where(pair => pair.Length == 2)
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static int Weight(string name) => name switch
    {
        "operation" => 0,
        "model" => 1,
        "prompt" => 2,
        _ => 3,
    };
}
