using System.Runtime.InteropServices;

namespace Tessera.Inference.Weights;

/// <summary>
/// One tensor where it lies in a mapped file: row-major, little-endian, never copied as a whole. Valid until the
/// <see cref="WeightSet"/> that it came from is disposed.
/// </summary>
public sealed class WeightTensor
{
    private readonly MappedFile _file;
    private readonly long _offset;
    private readonly long[] _shape;

    internal WeightTensor(string name, NumberType type, long[] shape, MappedFile file, long offset)
    {
        Count = Extent.Count(shape) ?? throw new ArgumentException("The shape was not checked.", nameof(shape));
        (Name, Type, _shape, _file, _offset) = (name, type, shape, file, offset);
    }

    public string Name { get; }

    public NumberType Type { get; }

    public IReadOnlyList<long> Shape => _shape;

    /// <summary>How many numbers there are.</summary>
    public long Count { get; }

    /// <summary>The name of the file that holds it.</summary>
    public string FileName => _file.Name;

    /// <summary>Numbers <paramref name="first"/> and on, widened to 32 bits, which loses nothing.</summary>
    /// <exception cref="InvalidOperationException">The tensor does not hold weights (<see cref="NumberTypes.IsWeight"/>).</exception>
    public void Read(long first, Span<float> into)
    {
        var bytes = Stored(first, into.Length);
        switch (Type)
        {
            case NumberType.F32:
                MemoryMarshal.Cast<byte, float>(bytes).CopyTo(into);
                break;
            case NumberType.BF16:
                Widening.FromBF16(MemoryMarshal.Cast<byte, ushort>(bytes), into);
                break;
            case NumberType.F16:
                Widening.FromF16(MemoryMarshal.Cast<byte, Half>(bytes), into);
                break;
            default:
                throw new InvalidOperationException($"{Name} holds {Type}, not weights.");
        }
    }

    /// <summary>Some of its numbers under a name and a shape of their own, where they lie.</summary>
    internal WeightTensor Window(string name, long first, long[] window)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, Count - (Extent.Count(window) ?? long.MaxValue));
        return new WeightTensor(name, Type, window, _file, _offset + first * Type.Bytes());
    }

    /// <summary>The stored bytes of <paramref name="count"/> numbers.</summary>
    internal ReadOnlySpan<byte> Stored(long first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, Count - count);
        var size = Type.Bytes();
        return _file.Bytes(_offset + first * size, checked(count * size));
    }
}
