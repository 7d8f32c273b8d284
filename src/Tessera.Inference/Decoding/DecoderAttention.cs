using Tessera.Inference.Kernels;

namespace Tessera.Inference.Decoding;

/// <summary>
/// Attention of one block, shared out by heads of all rows. Keys and values of the pass are kept before, so that a row sees
/// those of its own stream's earlier rows in the same pass.
/// </summary>
internal sealed class DecoderAttention(DecoderShape shape, Team team) : IShared
{
    private DecoderRows _rows = null!; // set by Run
    private int _layer;

    /// <summary>From <see cref="DecoderRows.Query"/> and the caches to <see cref="DecoderRows.Attended"/>.</summary>
    public void Run(DecoderRows rows, int layer)
    {
        (_rows, _layer) = (rows, layer);
        team.Run(this, rows.Count * shape.Heads, 1);
    }

    void IShared.Do(int first, int end)
    {
        var size = shape.HeadSize;
        for (var i = first; i < end; i++)
        {
            var (row, head) = (i / shape.Heads, i % shape.Heads);
            _rows.Caches[row].Attend(
                _layer,
                head,
                _rows.Positions[row],
                _rows.Query.AsSpan(i * size, size),
                _rows.Attended.AsSpan(i * size, size),
                _rows.Scores.AsSpan(i * shape.PositionsMax, shape.PositionsMax));
        }
    }
}
