using Tessera.Inference.Kernels;

namespace Tessera.Inference.Decoding;

/// <summary>
/// One stream's keys and values of all blocks, in the order of its positions. The first position may be above 0: what lies
/// before it does not exist for the stream.
/// </summary>
internal sealed class KeyValueCache
{
    private readonly DecoderShape _shape;
    private readonly HeadRows[] _keys;   // layers
    private readonly HeadRows[] _values; // layers

    /// <param name="shape">The decoder's sizes.</param>
    /// <param name="first">The stream's first position.</param>
    /// <param name="end">Behind its last: how many positions there is room for, with those that do not exist.</param>
    /// <param name="rounded">In bytes with a scale for each head and position, a quarter of the memory; otherwise in 32 bits.</param>
    public KeyValueCache(DecoderShape shape, int first, int end, bool rounded)
    {
        (_shape, First) = (shape, first);
        _keys = Layers(shape, end - first, rounded);
        _values = Layers(shape, end - first, rounded);
    }

    public int First { get; }

    public void Keep(int layer, int position, ReadOnlySpan<float> key, ReadOnlySpan<float> value)
    {
        _keys[layer].Keep(position - First, key);
        _values[layer].Keep(position - First, value);
    }

    /// <summary>Attention of one query head at a position with all positions up to it.</summary>
    /// <param name="scores">Room for a number of each position.</param>
    public void Attend(int layer, int head, int position, ReadOnlySpan<float> query, Span<float> into, Span<float> scores)
    {
        var keyHead = head / (_shape.Heads / _shape.KeyHeads);
        var seen = scores[..(position - First + 1)];
        _keys[layer].Score(keyHead, query, 1f / MathF.Sqrt(query.Length), seen);
        Activations.Softmax(seen);
        _values[layer].Mix(keyHead, seen, into);
    }

    /// <summary>What one stream of so many positions takes in memory.</summary>
    /// <param name="shape">The decoder's sizes.</param>
    /// <param name="positions">How many.</param>
    /// <param name="rounded">As when one is made.</param>
    public static long Bytes(DecoderShape shape, int positions, bool rounded) =>
        2L * shape.Layers * positions * (shape.KeySize * (rounded ? sizeof(sbyte) : sizeof(float)) + shape.KeyHeads * sizeof(float));

    /// <summary>Takes over what another stream of the same first position has up to <paramref name="end"/>.</summary>
    public void CopyFrom(KeyValueCache other, int end)
    {
        for (var layer = 0; layer < _keys.Length; layer++)
        {
            _keys[layer].CopyFrom(other._keys[layer], end - First);
            _values[layer].CopyFrom(other._values[layer], end - First);
        }
    }

    private static HeadRows[] Layers(DecoderShape shape, int positions, bool rounded) =>
        [.. Enumerable.Range(0, shape.Layers).Select(_ => HeadRows.New(rounded, shape.KeyHeads, positions, shape.HeadSize))];
}
