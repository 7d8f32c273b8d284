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
            (numbers / (Vector512<float>.One + Exponential.Of(-numbers)) * Vector512.LoadUnsafe(ref other, (nuint)i)).StoreUnsafe(ref start, (nuint)i);
        }

        if (i < gate.Length)
        {
            Swish(gate[i..]);
            for (; i < gate.Length; i++)
            {
                gate[i] *= up[i];
            }
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
            (numbers / (Vector512<float>.One + Exponential.Of(-numbers))).StoreUnsafe(ref start, (nuint)i);
        }

        if (i < x.Length)
        {
            var rest = Rest(x[i..], 0);
            Put(rest / (Vector512<float>.One + Exponential.Of(-rest)), x[i..]);
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

        if (i < x.Length)
        {
            Put(Gelu(Rest(x[i..], 0)), x[i..]);
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
            sums += Exponential.Of(Vector512.LoadUnsafe(ref start, (nuint)i) - Vector512.Create(largest));
        }

        if (i < x.Length)
        {
            sums += Exponential.Of(Rest(x[i..], float.NegativeInfinity) - Vector512.Create(largest));
        }

        return Dot.Sum(sums);
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
            var numbers = Exponential.Of(Vector512.LoadUnsafe(ref start, (nuint)i) - Vector512.Create(largest));
            numbers.StoreUnsafe(ref start, (nuint)i);
            sums += numbers;
        }

        if (i < x.Length)
        {
            var numbers = Exponential.Of(Rest(x[i..], float.NegativeInfinity) - Vector512.Create(largest));
            Put(numbers, x[i..]);
            sums += numbers;
        }

        return Dot.Sum(sums);
    }

    // What does not fill a vector goes through one too, so that a number's place does not change what becomes of it.
    private static Vector512<float> Rest(ReadOnlySpan<float> numbers, float others)
    {
        Span<float> whole = stackalloc float[Vector512<float>.Count];
        whole.Fill(others);
        numbers.CopyTo(whole);
        return Vector512.Create<float>(whole);
    }

    private static void Put(Vector512<float> numbers, Span<float> into)
    {
        Span<float> whole = stackalloc float[Vector512<float>.Count];
        numbers.CopyTo(whole);
        whole[..into.Length].CopyTo(into);
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
        return Vector512.CopySign(Vector512<float>.One - sum * t * Exponential.Of(-size * size), x);
    }
}
