using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tessera.Gateway.Formats;

/// <summary>
/// What a PNG filter expects a byte to be, from its neighbours a (left), b (above) and c (above left). One definition serves both
/// directions, and the scalar form is the oracle of the vector form.
/// </summary>
internal interface IPngPredictor
{
    static abstract byte Predict(byte a, byte b, byte c);

    static abstract Vector128<byte> Predict(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c);
}

internal readonly struct PredictNothing : IPngPredictor
{
    public static byte Predict(byte a, byte b, byte c) => 0;

    public static Vector128<byte> Predict(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c) => Vector128<byte>.Zero;
}

internal readonly struct PredictLeft : IPngPredictor
{
    public static byte Predict(byte a, byte b, byte c) => a;

    public static Vector128<byte> Predict(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c) => a;
}

internal readonly struct PredictUp : IPngPredictor
{
    public static byte Predict(byte a, byte b, byte c) => b;

    public static Vector128<byte> Predict(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c) => b;
}

internal readonly struct PredictAverage : IPngPredictor
{
    public static byte Predict(byte a, byte b, byte c) => (byte)((a + b) >> 1);

    // Shared bits plus half of the differing ones: the sum without a ninth bit. The mask stops the shift leaking between bytes.
    public static Vector128<byte> Predict(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c) =>
        (a & b) + (((a ^ b).AsUInt16() >> 1).AsByte() & Vector128.Create((byte)0x7F));
}

internal readonly struct PredictPaeth : IPngPredictor
{
    public static byte Predict(byte a, byte b, byte c)
    {
        var (fromA, fromB, fromC) = (Math.Abs(b - c), Math.Abs(a - c), Math.Abs(a + b - 2 * c));
        return fromA <= fromB && fromA <= fromC ? a : fromB <= fromC ? b : c;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Predict(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c) => Vector128.Narrow(
        Choose(Vector128.WidenLower(a), Vector128.WidenLower(b), Vector128.WidenLower(c)),
        Choose(Vector128.WidenUpper(a), Vector128.WidenUpper(b), Vector128.WidenUpper(c)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Choose(Vector128<ushort> a, Vector128<ushort> b, Vector128<ushort> c)
    {
        var (signedA, signedB) = ((b - c).AsInt16(), (a - c).AsInt16());
        var (fromA, fromB, fromC) = (Vector128.Abs(signedA), Vector128.Abs(signedB), Vector128.Abs(signedA + signedB));
        var bOrC = Vector128.ConditionalSelect(Vector128.LessThanOrEqual(fromB, fromC).AsUInt16(), b, c);
        var isA = Vector128.LessThanOrEqual(fromA, fromB) & Vector128.LessThanOrEqual(fromA, fromC);
        return Vector128.ConditionalSelect(isA.AsUInt16(), a, bOrC);
    }
}

/// <summary>Applies and undoes PNG filters over one scanline.</summary>
internal static class PngFilters
{
    /// <summary>Filter bytes 0..4 are the only ones there are.</summary>
    public const int Count = 5;

    /// <summary>
    /// Undoes a filter in place. <paramref name="row"/> and <paramref name="above"/> have the same length and begin with
    /// <paramref name="distance"/> zero bytes (the pixel left of the first), so that no loop needs a special first pixel.
    /// </summary>
    /// <returns>False for a filter byte that does not exist.</returns>
    public static bool Undo(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        switch (filter)
        {
            case 0:
                return true;
            case 1:
                Undo<PredictLeft>(row, above, distance);
                return true;
            case 2:
                UndoUp(row[distance..], above[distance..]);
                return true;
            case 3:
                Undo<PredictAverage>(row, above, distance);
                return true;
            case 4:
                Undo<PredictPaeth>(row, above, distance);
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// Writes <c>row − prediction</c> to <paramref name="output"/> and returns the sum of its bytes as signed magnitudes, by which
    /// encoders guess which filter will compress best. Rows begin with the same zero bytes as in <see cref="Undo"/>; the output does not.
    /// </summary>
    public static long Apply<T>(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int distance, Span<byte> output)
        where T : IPngPredictor
    {
        var length = row.Length - distance;
        ref var x = ref MemoryMarshal.GetReference(row);
        ref var b = ref MemoryMarshal.GetReference(above[..row.Length]);
        ref var to = ref MemoryMarshal.GetReference(output[..length]);
        var sums = Vector128<uint>.Zero;
        var i = 0;
        for (; i <= length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            var here = (nuint)(i + distance);
            var predicted = T.Predict(
                Vector128.LoadUnsafe(ref x, (nuint)i), Vector128.LoadUnsafe(ref b, here), Vector128.LoadUnsafe(ref b, (nuint)i));
            var rest = Vector128.LoadUnsafe(ref x, here) - predicted;
            rest.StoreUnsafe(ref to, (nuint)i);
            var size = Vector128.Abs(rest.AsSByte()).AsByte();
            var pairs = Vector128.WidenLower(size) + Vector128.WidenUpper(size);
            sums += Vector128.WidenLower(pairs) + Vector128.WidenUpper(pairs);
        }

        long sum = Vector128.Sum(sums);
        for (; i < length; i++)
        {
            output[i] = (byte)(row[i + distance] - T.Predict(row[i], above[i + distance], above[i]));
            sum += Math.Abs((int)(sbyte)output[i]);
        }

        return sum;
    }

    /// <summary>The scalar definition, used where a pixel is not four bytes, and by the tests as the oracle.</summary>
    public static void UndoScalar<T>(Span<byte> row, ReadOnlySpan<byte> above, int distance)
        where T : IPngPredictor
    {
        for (var i = distance; i < row.Length; i++)
        {
            row[i] += T.Predict(row[i - distance], above[i], above[i - distance]);
        }
    }

    private static void UndoUp(Span<byte> row, ReadOnlySpan<byte> above)
    {
        ref var x = ref MemoryMarshal.GetReference(row);
        ref var b = ref MemoryMarshal.GetReference(above[..row.Length]);
        var i = 0;
        for (; i <= row.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            (Vector128.LoadUnsafe(ref x, (nuint)i) + Vector128.LoadUnsafe(ref b, (nuint)i)).StoreUnsafe(ref x, (nuint)i);
        }

        for (; i < row.Length; i++)
        {
            row[i] += above[i];
        }
    }

    // Each pixel waits for the one to its left, so the vector holds one pixel: its four bytes at once, without branches.
    private static void Undo<T>(Span<byte> row, ReadOnlySpan<byte> above, int distance)
        where T : IPngPredictor
    {
        if (distance != 4 || (row.Length & 3) != 0)
        {
            UndoScalar<T>(row, above, distance);
            return;
        }

        var pixels = MemoryMarshal.Cast<byte, uint>(row);
        var pixelsAbove = MemoryMarshal.Cast<byte, uint>(above)[..pixels.Length];
        var (a, c) = (Vector128<byte>.Zero, Vector128<byte>.Zero);
        for (var i = 1; i < pixels.Length; i++)
        {
            var b = Vector128.CreateScalar(pixelsAbove[i]).AsByte();
            a = Vector128.CreateScalar(pixels[i]).AsByte() + T.Predict(a, b, c);
            pixels[i] = a.AsUInt32().ToScalar();
            c = b;
        }
    }
}
