using Tessera.Inference.Kernels;

namespace Tessera.Inference.Decoding;

/// <summary>
/// One stream's keys and values of all blocks, in the order of its positions. The first position may be above 0: what lies
/// before it does not exist for the stream.
/// </summary>
internal sealed class KeyValueCache
{
    private readonly DecoderShape _shape;
    private readonly float[][] _keys;   // layers of (positions, keyHeads, headSize)
    private readonly float[][] _values; // layers of (positions, keyHeads, headSize)

    /// <param name="shape">The decoder's sizes.</param>
    /// <param name="first">The stream's first position.</param>
    /// <param name="end">Behind its last: how many positions there is room for, with those that do not exist.</param>
    public KeyValueCache(DecoderShape shape, int first, int end)
    {
        (_shape, First) = (shape, first);
        _keys = Layers(shape, end - first);
        _values = Layers(shape, end - first);
    }

    public int First { get; }

    public void Keep(int layer, int position, ReadOnlySpan<float> key, ReadOnlySpan<float> value)
    {
        key.CopyTo(_keys[layer].AsSpan((position - First) * _shape.KeySize));
        value.CopyTo(_values[layer].AsSpan((position - First) * _shape.KeySize));
    }

    /// <summary>Attention of one query head at a position with all positions up to it.</summary>
    /// <param name="scores">Room for a number of each position.</param>
    public void Attend(int layer, int head, int position, ReadOnlySpan<float> query, Span<float> into, Span<float> scores)
    {
        var offset = head / (_shape.Heads / _shape.KeyHeads) * _shape.HeadSize;
        Attention.Head(into, query, _keys[layer].AsSpan(offset), _values[layer].AsSpan(offset), scores[..(position - First + 1)], _shape.KeySize);
    }

    /// <summary>What one stream of so many positions takes in memory.</summary>
    public static long Bytes(DecoderShape shape, int positions, Precision precision) => 2L * shape.Layers * positions * shape.KeySize * sizeof(float);

    /// <summary>Takes over what another stream of the same first position has up to <paramref name="end"/>.</summary>
    public void CopyFrom(KeyValueCache other, int end)
    {
        for (var layer = 0; layer < _keys.Length; layer++)
        {
            var count = (end - First) * _shape.KeySize;
            other._keys[layer].AsSpan(0, count).CopyTo(_keys[layer]);
            other._values[layer].AsSpan(0, count).CopyTo(_values[layer]);
        }
    }

    private static float[][] Layers(DecoderShape shape, int positions) =>
        [.. Enumerable.Range(0, shape.Layers).Select(_ => new float[checked(positions * shape.KeySize)])];
}
