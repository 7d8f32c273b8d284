using System.Security.Cryptography;

namespace Tessera.Ledger.Identifiers;

/// <summary>
/// Makes identifiers that sort by time: a prefix and a ULID (48 bits of Unix milliseconds, 80 bits of chance, in Crockford's
/// base 32). Within one process each is greater than the one before, even when the clock is set back. Safe from any thread.
/// </summary>
public sealed class Ulids(TimeProvider time)
{
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Characters of a ULID: 10 of time, 16 of chance.</summary>
    public const int Length = 26;

    public const string GenerationPrefix = "gen_";

    private const int ChanceBytes = 10;

    // Drawn in one go: asking the system for each identifier by itself takes ten times as long as all the rest.
    private readonly byte[] _drawn = new byte[100 * ChanceBytes];
    private readonly Lock _gate = new();
    private int _used = 100 * ChanceBytes;
    private long _milliseconds;
    private UInt128 _chance;

    public string NewGeneration() => Next(GenerationPrefix);

    public string NewKey() => Next("key_");

    public string Next(string prefix)
    {
        var (milliseconds, chance) = Draw();
        return Write(prefix, milliseconds, chance);
    }

    /// <summary>The smallest identifier of a moment: what was made before it is less, what was made since is not.</summary>
    public static string Floor(string prefix, DateTimeOffset moment) => Write(prefix, Math.Max(0, moment.ToUnixTimeMilliseconds()), 0);

    private (long Milliseconds, UInt128 Chance) Draw()
    {
        lock (_gate)
        {
            var fresh = Chance_NeedsLock();
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            if (now > _milliseconds)
            {
                (_milliseconds, _chance) = (now, fresh);
                return (_milliseconds, _chance);
            }

            // A step of up to 2^32 rather than 1: an identifier must not tell its neighbour.
            _chance += 1 + (fresh & uint.MaxValue);
            if (_chance >> 80 != 0)
            {
                (_milliseconds, _chance) = (_milliseconds + 1, fresh);
            }

            return (_milliseconds, _chance);
        }
    }

    private UInt128 Chance_NeedsLock()
    {
        if (_used == _drawn.Length)
        {
            RandomNumberGenerator.Fill(_drawn);
            _used = 0;
        }

        var bytes = _drawn.AsSpan(_used, ChanceBytes);
        _used += ChanceBytes;
        return ((UInt128)BitConverter.ToUInt16(bytes[8..]) << 64) | BitConverter.ToUInt64(bytes);
    }

    private static string Write(string prefix, long milliseconds, UInt128 chance) =>
        string.Create(prefix.Length + Length, (prefix, value: ((UInt128)milliseconds << 80) | chance), static (text, state) =>
        {
            state.prefix.CopyTo(text);
            var value = state.value;
            for (var i = text.Length - 1; i >= state.prefix.Length; i--, value >>= 5)
            {
                text[i] = Digits[(int)(value & 31)];
            }
        });
}
