using System.Runtime.Intrinsics;

namespace Tessera.Inference.Kernels;

/// <summary>
/// What a kind of processor does in its own way: 64 rounded weights times 64 rounded inputs. The sums are of whole numbers,
/// so every kind gives the same ones. Lane l has the products of weights 4l to 4l+3 and of 4l+32 to 4l+35.
/// </summary>
/// <typeparam name="TWeights">64 weights in registers, made ready once for all inputs.</typeparam>
/// <typeparam name="TInput">64 inputs in registers.</typeparam>
internal unsafe interface IDots<TWeights, TInput>
{
    /// <summary>Whether this machine can.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Bytes of 64 weights.</summary>
    static abstract int GroupBytes { get; }

    static abstract TWeights Weights(byte* group);

    static abstract TInput Input(sbyte* group);

    /// <param name="weights">As <see cref="Weights"/> made them.</param>
    /// <param name="input">As <see cref="Input"/> made it.</param>
    /// <param name="correction">The lanes' sums of inputs, times −128: for those that take weights with 128 on top.</param>
    static abstract Vector256<int> Dot(TWeights weights, TInput input, Vector256<int> correction);
}

/// <summary>64 bytes in two registers.</summary>
internal readonly struct Halves(Vector256<byte> low, Vector256<byte> high)
{
    public readonly Vector256<byte> Low = low;
    public readonly Vector256<byte> High = high;
}
