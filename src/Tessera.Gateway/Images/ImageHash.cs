using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Tessera.Gateway.Images;

/// <summary>
/// A SHA-256 as 32 bytes in a value: a key without a string. Text becomes one only when it is 64 lower-case hex digits, so that
/// nothing else that a client writes can reach a path.
/// </summary>
internal readonly record struct ImageHash(ulong A, ulong B, ulong C, ulong D)
{
    public const int HexDigits = 64;

    public static ImageHash FromBytes(ReadOnlySpan<byte> sha256)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(sha256.Length, SHA256.HashSizeInBytes);
        return MemoryMarshal.Read<ImageHash>(sha256);
    }

    public static bool TryParse(ReadOnlySpan<char> text, out ImageHash hash)
    {
        hash = default;
        if (text.Length != HexDigits || text.ContainsAnyExcept("0123456789abcdef"))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        _ = Convert.FromHexString(text, bytes, out _, out _);
        hash = FromBytes(bytes);
        return true;
    }

    public override string ToString() => Convert.ToHexStringLower(MemoryMarshal.AsBytes([this]));

    // The bytes of a SHA-256 are as good as chance; the generated mixing of four fields would add nothing.
    public override int GetHashCode() => (int)A;
}
