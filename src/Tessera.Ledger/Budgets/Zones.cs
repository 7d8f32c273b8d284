using System.Buffers;

namespace Tessera.Ledger.Budgets;

/// <summary>Time zones by their IANA names, from the operating system's own table.</summary>
public static class Zones
{
    // No dot, so that no name leads out of the directory of zones.
    private static readonly SearchValues<char> NameChars = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-");

    /// <summary><c>UTC</c>, or <c>Area/City</c> as this machine knows it.</summary>
    public static bool IsKnown(string name) => Find(name) is not null;

    internal static TimeZoneInfo? Find(string name)
    {
        if (name == Budget.DefaultZone)
        {
            return TimeZoneInfo.Utc;
        }

        // right/ counts leap seconds, posix/ is the plain table once more.
        var isName = name.Length <= 64 && name.Contains('/', StringComparison.Ordinal) && !name.AsSpan().ContainsAnyExcept(NameChars)
            && char.IsAsciiLetterUpper(name[0]);
        return isName && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
    }
}
