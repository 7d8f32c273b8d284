using Tessera.Inference.Kernels;

namespace Tessera.Inference.Janus;

/// <summary>
/// Attention of one block at one position, shared out by heads of all streams; several query heads may share one head of
/// keys and values.
/// </summary>
internal sealed class DecoderAttention(Team team) : IShared
{
    private DecoderState s = null!; // set by Run
    private int layer;
    private int position;

    /// <summary>From <see cref="DecoderState.Query"/> and the caches to <see cref="DecoderState.Attended"/>.</summary>
    public void Run(DecoderState state, int layerIndex, int at)
    {
        (s, layer, position) = (state, layerIndex, at);
        team.Run(this, s.Streams * s.Config.Heads, 1);
    }

    void IShared.Do(int first, int end)
    {
        var (size, keySize, heads) = (s.Config.HeadSize, s.Config.KeySize, s.Config.Heads);
        for (var head = first; head < end; head++)
        {
            var cache = layer * s.Streams + head / heads;
            var offset = head % heads / (heads / s.Config.KeyHeads) * size;
            Attention.Head(
                s.Attended.AsSpan(head * size, size),
                s.Query.AsSpan(head * size, size),
                s.Keys[cache].AsSpan(offset),
                s.Values[cache].AsSpan(offset),
                s.Scores.AsSpan(head * s.Positions, position + 1),
                keySize);
        }
    }
}
