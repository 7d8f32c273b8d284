using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tessera.Inference.Kernels;

internal static class Activations
{
    /// <summary>gate = gate · sigmoid(gate) · up: the gate of SwiGLU.</summary>
    public static void SiluGate(Span<float> gate, ReadOnlySpan<float> up)
    {
        Swish(gate);
        for (var i = 0; i < gate.Length; i++)
        {
            gate[i] *= up[i];
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
    public static void Gelu(Span<float> x)
    {
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = (float)(0.5 * x[i] * (1.0 + Erf(x[i] * Math.Sqrt(0.5))));
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
        for (var i = 0; i < x.Length; i++)
        {
            x[i] /= sum;
        }
    }

    public static float Greatest(ReadOnlySpan<float> x)
    {
        var largest = float.NegativeInfinity;
        foreach (var value in x)
        {
            largest = MathF.Max(largest, value);
        }

        return largest;
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

    // Abramowitz and Stegun 7.1.26: off by at most 1.5e-7.
    internal static double Erf(double x)
    {
        var t = 1 / (1 + 0.3275911 * Math.Abs(x));
        var tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.Exp(-x * x);
        return Math.CopySign(1 - tail, x);
    }
}
