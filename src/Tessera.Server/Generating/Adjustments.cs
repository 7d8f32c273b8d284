using System.Text.RegularExpressions;

namespace Tessera.Server.Generating;

/// <summary>The header <c>x-tessera-adjusted</c> in words. Pure.</summary>
internal static partial class Adjustments
{
    /// <returns>A line for each entry; for a header of another form, the header.</returns>
    public static IEnumerable<string> Explain(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            yield break;
        }

        var entries = Entry().Matches(header);
        if (entries.Count == 0)
        {
            yield return $"adjusted: {header}";
        }

        foreach (Match entry in entries)
        {
            yield return $"{entry.Groups["kind"].Value} {entry.Groups["field"].Value}: {Uri.UnescapeDataString(entry.Groups["note"].Value)}";
        }
    }

    [GeneratedRegex("""(?<field>[^;,\s]+);(?<kind>[a-z]+)="(?<note>[^"]*)"?""")]
    private static partial Regex Entry();
}
