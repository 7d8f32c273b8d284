using System.Buffers;
using System.Security.Cryptography;

namespace Tessera.Ledger.Keys;

/// <summary>
/// The secrets that Tessera makes: <c>tsr_live_</c>, <c>tsr_test_</c> or <c>tsr_admin_</c>, 32 base62 characters of chance
/// (190 bits) and 6 of checksum (CRC-32 of all before). The checksum tells a slip of the pen from a key that never was, and
/// lets secret scanners match <c>tsr_(live|test|admin)_[0-9A-Za-z]{38}</c> with next to no false alarms.
/// </summary>
internal static class Secret
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int ChanceLength = 32;
    private const int ChecksumLength = 6;
    private const int ShownChanceLength = 4;

    private static readonly SearchValues<char> Base62Values = SearchValues.Create(Base62);

    public static string New(KeyKind kind)
    {
        var body = Start(kind) + RandomNumberGenerator.GetString(Base62, ChanceLength);
        Span<char> checksum = stackalloc char[ChecksumLength];
        WriteChecksum(body, checksum);
        return string.Concat(body, checksum);
    }

    /// <summary>What is wrong with a secret that no key has: not ours at all, mistyped, or well formed and unknown.</summary>
    public static KeyVerdict Explain(ReadOnlySpan<char> presented)
    {
        foreach (var kind in Kinds)
        {
            var start = Start(kind);
            if (presented.StartsWith(start, StringComparison.Ordinal)
                && presented.Length == start.Length + ChanceLength + ChecksumLength
                && !presented[start.Length..].ContainsAnyExcept(Base62Values))
            {
                return ChecksumHolds(presented) ? KeyVerdict.Unknown : KeyVerdict.BadChecksum;
            }
        }

        return KeyVerdict.Malformed;
    }

    /// <summary>The first characters and an ellipsis: enough to recognise a key by, far too few to guess the rest.</summary>
    public static string Prefix(ReadOnlySpan<char> secret)
    {
        var shown = ShownChanceLength;
        foreach (var kind in Kinds)
        {
            if (secret.StartsWith(Start(kind), StringComparison.Ordinal))
            {
                shown += Start(kind).Length;
            }
        }

        return string.Concat(secret[..shown], "…");
    }

    private static ReadOnlySpan<KeyKind> Kinds => [KeyKind.Live, KeyKind.Test, KeyKind.Admin];

    private static string Start(KeyKind kind) => kind switch
    {
        KeyKind.Live => "tsr_live_",
        KeyKind.Test => "tsr_test_",
        KeyKind.Admin => "tsr_admin_",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind"),
    };

    private static bool ChecksumHolds(ReadOnlySpan<char> secret)
    {
        Span<char> expected = stackalloc char[ChecksumLength];
        WriteChecksum(secret[..^ChecksumLength], expected);
        return secret[^ChecksumLength..].SequenceEqual(expected);
    }

    private static void WriteChecksum(ReadOnlySpan<char> body, Span<char> checksum)
    {
        var rest = Crc32(body);
        for (var i = checksum.Length - 1; i >= 0; i--, rest /= (uint)Base62.Length)
        {
            checksum[i] = Base62[(int)(rest % (uint)Base62.Length)];
        }
    }

    /// <summary>CRC-32 as in zip and PNG, bit by bit: it runs over 41 characters, and only for keys that are made or refused.</summary>
    private static uint Crc32(ReadOnlySpan<char> ascii)
    {
        const uint reversedPolynomial = 0xEDB88320;
        var crc = uint.MaxValue;
        foreach (var c in ascii)
        {
            crc ^= c;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * reversedPolynomial);
            }
        }

        return ~crc;
    }
}
