using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tessera.Inference.Kernels;

internal static class Activations
{
    /// <summary>gate = gate · sigmoid(gate) · up: the gate of SwiGLU.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SiluGate(Span<float> gate, ReadOnlySpan<float> up)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(up.Length, gate.Length);
        ref var start = ref MemoryMarshal.GetReference(gate);
        ref var other = ref MemoryMarshal.GetReference(up);
        var i = 0;
        for (; i <= gate.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var numbers = Vector512.LoadUnsafe(ref start, (nuint)i);
            (numbers / (Vector512<float>.One + Vector512.Exp(-numbers)) * Vector512.LoadUnsafe(ref other, (nuint)i)).StoreUnsafe(ref start, (nuint)i);
        }

        for (; i < gate.Length; i++)
        {
            gate[i] = gate[i] / (1f + MathF.Exp(-gate[i])) * up[i];
        }
    }

    /// <summary>x = x · sigmoid(x)</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Swish(Span<float> x)
    {
        ref var start = ref MemoryMarshal.GetReference(x);
        var i = 0;
        for (; i <= x.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var numbers = Vector512.LoadUnsafe(ref start, (nuint)i);
            (numbers / (Vector512<float>.One + Vector512.Exp(-numbers))).StoreUnsafe(ref start, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            x[i] /= 1f + MathF.Exp(-x[i]);
        }
    }

    /// <summary>x = x · Φ(x), by the error function, not by the hyperbolic tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gelu(Span<float> x)
    {
        ref var start = ref MemoryMarshal.GetReference(x);
        var i = 0;
        for (; i <= x.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            Gelu(Vector512.LoadUnsafe(ref start, (nuint)i)).StoreUnsafe(ref start, (nuint)i);
        }

        // The rest in a full vector too, so that a number's place does not change what becomes of it.
        if (i < x.Length)
        {
            Span<float> rest = stackalloc float[Vector512<float>.Count];
            x[i..].CopyTo(rest);
            Gelu(Vector512.Create<float>(rest)).CopyTo(rest);
            rest[..(x.Length - i)].CopyTo(x[i..]);
        }
    }

    /// <summary>x = x · Φ(x) in its approximation by the hyperbolic tangent, for models that were trained with that.</summary>
    public static void GeluTanh(Span<float> x)
    {
        var factor = MathF.Sqrt(2 / MathF.PI);
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = 0.5f * x[i] * (1 + MathF.Tanh(factor * (x[i] + 0.044715f * x[i] * x[i] * x[i])));
        }
    }

    /// <summary>x = softmax(x). The largest is taken off first, so that nothing overflows.</summary>
    public static void Softmax(Span<float> x)
    {
        var sum = Exp(x, Greatest(x));
        ref var start = ref MemoryMarshal.GetReference(x);
        var i = 0;
        for (; i <= x.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            (Vector512.LoadUnsafe(ref start, (nuint)i) / Vector512.Create(sum)).StoreUnsafe(ref start, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            x[i] /= sum;
        }
    }

    public static float Greatest(ReadOnlySpan<float> x)
    {
        ref var start = ref MemoryMarshal.GetReference(x);
        var lanes = Vector256.Create(float.NegativeInfinity);
        var i = 0;
        for (; i <= x.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            lanes = Vector256.Max(lanes, Vector256.LoadUnsafe(ref start, (nuint)i));
        }

        var largest = float.NegativeInfinity;
        for (var lane = 0; lane < Vector256<float>.Count; lane++)
        {
            largest = MathF.Max(largest, lanes[lane]);
        }

        for (; i < x.Length; i++)
        {
            largest = MathF.Max(largest, x[i]);
        }

        return largest;
    }

    /// <summary>The greatest distance from 0.</summary>
    public static float Furthest(ReadOnlySpan<float> x)
    {
        ref var start = ref MemoryMarshal.GetReference(x);
        var lanes = Vector256<float>.Zero;
        var i = 0;
        for (; i <= x.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            lanes = Vector256.Max(lanes, Vector256.Abs(Vector256.LoadUnsafe(ref start, (nuint)i)));
        }

        var most = 0f;
        for (var lane = 0; lane < Vector256<float>.Count; lane++)
        {
            most = MathF.Max(most, lanes[lane]);
        }

        for (; i < x.Length; i++)
        {
            most = MathF.Max(most, MathF.Abs(x[i]));
        }

        return most;
    }

    /// <summary>The sum of exp(x − largest).</summary>
    public static float SumOfExp(ReadOnlySpan<float> x, float largest)
    {
        ref var start = ref MemoryMarshal.GetReference(x);
        var sums = Vector512<float>.Zero;
        var i = 0;
        for (; i <= x.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            sums += Vector512.Exp(Vector512.LoadUnsafe(ref start, (nuint)i) - Vector512.Create(largest));
        }

        var sum = Dot.Sum(sums);
        for (; i < x.Length; i++)
        {
            sum += MathF.Exp(x[i] - largest);
        }

        return sum;
    }

    // x = exp(x − largest), and the sum of that.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Exp(Span<float> x, float largest)
    {
        ref var start = ref MemoryMarshal.GetReference(x);
        var sums = Vector512<float>.Zero;
        var i = 0;
        for (; i <= x.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var numbers = Vector512.Exp(Vector512.LoadUnsafe(ref start, (nuint)i) - Vector512.Create(largest));
            numbers.StoreUnsafe(ref start, (nuint)i);
            sums += numbers;
        }

        var sum = Dot.Sum(sums);
        for (; i < x.Length; i++)
        {
            x[i] = MathF.Exp(x[i] - largest);
            sum += x[i];
        }

        return sum;
    }

    private static Vector512<float> Gelu(Vector512<float> x)
    {
        var half = Vector512.Create(0.5f);
        return half * x * (Vector512<float>.One + Erf(x * Vector512.Create(0.70710678f)));
    }

    // Abramowitz and Stegun 7.1.26: off by at most 1.5e-7, and by as much again for being done in 32 bits.
    internal static Vector512<float> Erf(Vector512<float> x)
    {
        var size = Vector512.Abs(x);
        var t = Vector512<float>.One / Vector512.FusedMultiplyAdd(Vector512.Create(0.3275911f), size, Vector512<float>.One);
        var sum = Vector512.Create(1.061405429f);
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(-1.453152027f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(1.421413741f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(-0.284496736f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(0.254829592f));
        return Vector512.CopySign(Vector512<float>.One - sum * t * Vector512.Exp(-size * size), x);
    }
}
