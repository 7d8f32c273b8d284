using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tessera.Inference.Vq;

/// <summary>
/// Floats that begin on a line of the cache, never move and hold anything at first: a vector that lies across two lines is read
/// at half the speed.
/// </summary>
internal sealed class LineFloats
{
    private const int LineBytes = 64;

    private readonly float[] _numbers;
    private readonly int _start;

    public LineFloats(int length)
    {
        Length = length;
        _numbers = GC.AllocateUninitializedArray<float>(checked(length + LineBytes / sizeof(float)), pinned: true);
        var past = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(_numbers, 0) % LineBytes);
        _start = past == 0 ? 0 : (LineBytes - past) / sizeof(float);
    }

    public int Length { get; }

    public Span<float> All => _numbers.AsSpan(_start, Length);

    /// <summary>The number at a place, for vectors; nobody checks how far they reach.</summary>
    public ref float At(int index) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_numbers), _start + index);
}
