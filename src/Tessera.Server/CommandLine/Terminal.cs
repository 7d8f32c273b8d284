namespace Tessera.Server.CommandLine;

/// <summary>What stdout may show. Marks are for people: a pipe, a file and <c>NO_COLOR</c> (no-color.org) get plain text.</summary>
internal static class Terminal
{
    private static bool IsPlain => Console.IsOutputRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Columns; null for a pipe or a file.</summary>
    public static int? Width => Console.IsOutputRedirected || Console.WindowWidth < 40 ? null : Console.WindowWidth;

    public static string Bold(string text) => IsPlain ? text : $"\e[1m{text}\e[0m";

    public static string Green(string text) => IsPlain ? text : $"\e[32m{text}\e[0m";

    public static string Yellow(string text) => IsPlain ? text : $"\e[33m{text}\e[0m";

    public static string Red(string text) => IsPlain ? text : $"\e[31m{text}\e[0m";

    public static string Dim(string text) => IsPlain ? text : $"\e[2m{text}\e[0m";
}
