using Tessera.Inference.Kernels;

namespace Tessera.Inference.Vq;

/// <summary>Attention among the places of planes, shared out by query places. Rows are places: (places, channels).</summary>
internal sealed class PlaceAttention : IShared
{
    private readonly Planes shape;
    private readonly float[] queries;
    private readonly float[] keys;
    private readonly float[] values;
    private readonly float[] sums;

    public PlaceAttention(Planes query, Planes key, Planes value)
    {
        (shape, queries, keys, values) = (query, Rows(query), Rows(key), Rows(value));
        sums = new float[queries.Length];
    }

    public Planes Result()
    {
        var planes = new Planes(shape.Channels, shape.Height, shape.Width);
        for (var channel = 0; channel < shape.Channels; channel++)
        {
            for (var y = 0; y < shape.Height; y++)
            {
                var row = planes.Row(channel, y);
                for (var x = 0; x < row.Length; x++)
                {
                    row[x] = sums[(y * shape.Width + x) * shape.Channels + channel];
                }
            }
        }

        return planes;
    }

    void IShared.Do(int first, int end)
    {
        var channels = shape.Channels;
        var scores = new float[shape.Height * shape.Width];
        for (var place = first; place < end; place++)
        {
            // As a head of the decoder does it, but over all places.
            var at = place * channels;
            Attention.Head(sums.AsSpan(at, channels), queries.AsSpan(at, channels), keys, values, scores, channels);
        }
    }

    private static float[] Rows(Planes planes)
    {
        var rows = new float[planes.Height * planes.Width * planes.Channels];
        for (var channel = 0; channel < planes.Channels; channel++)
        {
            for (var y = 0; y < planes.Height; y++)
            {
                var row = planes.Row(channel, y);
                for (var x = 0; x < row.Length; x++)
                {
                    rows[(y * planes.Width + x) * planes.Channels + channel] = row[x];
                }
            }
        }

        return rows;
    }
}
