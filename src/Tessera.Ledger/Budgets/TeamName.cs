using System.Buffers;

namespace Tessera.Ledger.Budgets;

/// <summary>What a team may be called: something that fits into an address, a header and a shell without quotes. Case matters.</summary>
public static class TeamName
{
    public const int LengthMax = 64;

    private static readonly SearchValues<char> Chars = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>What a name is, for sentences that say what is allowed.</summary>
    public static string Allowed { get; } = $"1 to {LengthMax} of a-z, A-Z, 0-9, '.', '_' and '-', beginning with a letter or digit";

    public static bool IsName(string name) =>
        name.Length is >= 1 and <= LengthMax && char.IsAsciiLetterOrDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(Chars);
}
