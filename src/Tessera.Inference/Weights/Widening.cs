namespace Tessera.Inference.Weights;

/// <summary>16-bit numbers to 32 bits. Both widenings are exact.</summary>
internal static class Widening
{
    /// <summary>A bf16 is the upper half of a float.</summary>
    public static float FromBF16(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    public static void FromBF16(ReadOnlySpan<ushort> from, Span<float> into)
    {
        for (var i = 0; i < from.Length; i++)
        {
            into[i] = FromBF16(from[i]);
        }
    }

    public static void FromF16(ReadOnlySpan<Half> from, Span<float> into)
    {
        for (var i = 0; i < from.Length; i++)
        {
            into[i] = (float)from[i];
        }
    }
}
