using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Tessera.Ledger.Keys;

/// <summary>
/// SHA-256 of a secret, the form in which it is kept. A slow, salted hash protects secrets that can be guessed; ours hold 190
/// bits of chance, so that the fast one, which the hot path needs, is as good. Nor does the time of comparing tell anything:
/// whoever presents a secret cannot choose its hash.
/// </summary>
[InlineArray(Length)]
internal struct KeyHash : IEquatable<KeyHash>
{
    /// <summary>Bytes.</summary>
    public const int Length = 32;

    /// <summary>Characters of the longest secret.</summary>
    public const int SecretLengthMax = 200;

    private byte _first;

    public KeyHash(ReadOnlySpan<byte> hash) => hash[..Length].CopyTo(this);

    /// <summary>False for a secret that no key can have: empty, over <see cref="SecretLengthMax"/>, or not printable ASCII.</summary>
    public static bool TryOf(ReadOnlySpan<char> secret, out KeyHash hash)
    {
        hash = default;
        if (secret.IsEmpty || secret.Length > SecretLengthMax)
        {
            return false;
        }

        Span<byte> ascii = stackalloc byte[SecretLengthMax];
        // By hand: ContainsAnyExceptInRange boxes its bounds, 96 bytes a call, until the runtime compiles it again.
        for (var i = 0; i < secret.Length; i++)
        {
            if (secret[i] is < '!' or > '~')
            {
                return false;
            }

            ascii[i] = (byte)secret[i];
        }

        SHA256.HashData(ascii[..secret.Length], hash);
        return true;
    }

    public readonly bool Equals(KeyHash other) => ((ReadOnlySpan<byte>)this).SequenceEqual(other);

    public override readonly bool Equals(object? obj) => obj is KeyHash other && Equals(other);

    // Any four bytes of a hash are as good as hash codes get.
    public override readonly int GetHashCode() => MemoryMarshal.Read<int>(this);
}
