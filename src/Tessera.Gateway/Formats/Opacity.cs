using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tessera.Gateway.Formats;

/// <summary>Asks whether a picture uses its alpha channel.</summary>
internal static class Opacity
{
    private const byte Opaque = 255;

    /// <param name="pixels">RGBA8.</param>
    public static bool IsOpaque(ReadOnlySpan<byte> pixels)
    {
        var vectors = MemoryMarshal.Cast<byte, Vector128<byte>>(pixels);
        var all = Vector128<byte>.AllBitsSet;
        foreach (var vector in vectors)
        {
            all &= vector;
        }

        var opaque = (all.AsUInt32() >> 24) == Vector128.Create((uint)Opaque);
        for (var i = vectors.Length * Vector128<byte>.Count + 3; i < pixels.Length; i += 4)
        {
            opaque &= pixels[i] == Opaque;
        }

        return opaque;
    }
}
