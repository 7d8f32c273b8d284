namespace Tessera.Ledger.Records;

/// <summary>Tags as the database has them: each between line breaks, so that one can be looked for without splitting.</summary>
internal static class Labels
{
    public static string Join(IReadOnlyCollection<string> tags) => tags.Count == 0 ? "" : $"\n{string.Join('\n', tags)}\n";

    public static IReadOnlyList<string> Split(string text) => text.Length == 0 ? [] : text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
