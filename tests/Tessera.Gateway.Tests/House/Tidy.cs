using System.Text.RegularExpressions;

namespace Tessera.Gateway.Tests.House;

/// <summary>The rules of the house as pure functions: a path and a text in, sentences about faults out.</summary>
internal static partial class Tidy
{
    /// <summary>A file of source that is longer has more than one idea.</summary>
    public const int SourceLinesMax = 400;

    /// <summary>Folders are named after what is in them in the field's words, never after the kind of type.</summary>
    private static readonly string[] BannedFolders =
        ["Helpers", "Utils", "Utilities", "Common", "Core", "Services", "Models", "Interfaces", "Manager", "Managers", "Misc", "Shared"];

    /// <summary>Which projects a project may know.</summary>
    private static readonly Dictionary<string, string[]> MayKnow = new(StringComparer.Ordinal)
    {
        ["Tessera.Ledger"] = [],
        ["Tessera.Inference"] = [],
        ["Tessera.Gateway"] = ["Tessera.Ledger", "Tessera.Inference"],
        ["Tessera.Dashboard"] = ["Tessera.Gateway", "Tessera.Ledger"],
        ["Tessera.Server"] = ["Tessera.Dashboard", "Tessera.Gateway", "Tessera.Inference", "Tessera.Ledger"],
    };

    public static IEnumerable<string> Length(string path, string text)
    {
        var lines = text.AsSpan().TrimEnd('\n').Count('\n') + 1;
        return lines > SourceLinesMax ? [$"{path} has {lines} lines; {SourceLinesMax} is the most."] : [];
    }

    public static IEnumerable<string> Folders(string path) => Path.GetDirectoryName(path)!.Split('/')
        .Where(folder => BannedFolders.Contains(folder, StringComparer.OrdinalIgnoreCase))
        .Select(folder => $"{path}: the folder {folder} is named after a kind of type, not after what is in it.");

    /// <summary>For files below <c>src/</c> and <c>tests/</c>; programs of top-level statements have no namespace.</summary>
    public static IEnumerable<string> Namespace(string path, string text)
    {
        if (NamespaceLine().Match(text) is not { Success: true } line)
        {
            return [];
        }

        var expected = string.Join('.', Path.GetDirectoryName(path)!.Split('/').Skip(1));
        return line.Groups[1].Value == expected ? [] : [$"{path} is in the namespace {line.Groups[1].Value}, not {expected}."];
    }

    public static IEnumerable<string> Marks(string path, string text) => Mark().Matches(text)
        .Select(mark => $"{path} has the mark {mark.Value}: do it, or open an issue.");

    public static IEnumerable<string> Sql(string path, string text) => path.StartsWith("src/", StringComparison.Ordinal) && !path.StartsWith("src/Tessera.Ledger/", StringComparison.Ordinal)
        ? Statement().Matches(text).Select(statement => $"{path} has SQL ({statement.Groups[1].Value} …); the ledger alone may.")
        : [];

    public static IEnumerable<string> References(string path, string text)
    {
        var project = Path.GetFileNameWithoutExtension(path);
        return ProjectReference().Matches(text).Select(reference => reference.Groups[1].Value)
            .Where(other => !MayKnow.TryGetValue(project, out var known) || !known.Contains(other, StringComparer.Ordinal))
            .Select(other => $"{project} must not know {other}.");
    }

    /// <summary>Back-ticked paths of a document that lead to nothing; a path has a slash and begins with a folder that there is at the top.</summary>
    public static IEnumerable<string> Paths(string path, string text, IReadOnlySet<string> topFolders, Func<string, bool> exists) => BackTicked().Matches(text)
        .Select(match => match.Groups[1].Value.TrimEnd('/'))
        .Where(named => topFolders.Contains(named.Split('/')[0]) && !exists(named))
        .Select(named => $"{path} names {named}, which is not there.");

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK|XX" + @"X)\b")]
    private static partial Regex Mark();

    [GeneratedRegex("\"\\s*(SELECT|INSERT|UPDATE|DELETE FROM|CREATE TABLE|CREATE INDEX|ALTER TABLE|PRAGMA)\\s")]
    private static partial Regex Statement();

    [GeneratedRegex(@"<ProjectReference Include=""[^""]*/(Tessera\.\w+)\.csproj""")]
    private static partial Regex ProjectReference();

    [GeneratedRegex(@"`([\w.-]+(?:/[\w.@-]+)+/?)`")]
    private static partial Regex BackTicked();
}
