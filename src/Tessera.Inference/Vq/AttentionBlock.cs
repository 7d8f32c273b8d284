using Tessera.Inference.Kernels;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Vq;

/// <summary>x + out(softmax(q · k / √channels) · v), every place with every other; one head.</summary>
internal sealed record AttentionBlock(GroupNorm Norm, Convolution Query, Convolution Key, Convolution Value, Convolution Output) : IVqPart
{
    public static AttentionBlock Read(WeightReader reader, string name, int channels) => new(
        GroupNorm.Read(reader, name + ".norm", channels, swish: false),
        Convolution.Read(reader, name + ".q", channels, channels, 1),
        Convolution.Read(reader, name + ".k", channels, channels, 1),
        Convolution.Read(reader, name + ".v", channels, channels, 1),
        Convolution.Read(reader, name + ".proj_out", channels, channels, 1));

    public MapSize After(MapSize size) => size;

    public IEnumerable<FeatureMap> Run(FeatureMap source, VqWorkspace work, Team team)
    {
        var (channels, places) = (source.Channels, source.Height * source.Width);
        var normed = work.Rent(source.Size);
        Norm.Run(source, normed, team);
        var query = Query.Of(normed, null, work, team);
        var key = Key.Of(normed, null, work, team);
        var value = Value.Of(normed, null, work, team);

        // The other places' keys and values are what weights are in a convolution of 1×1.
        var scores = work.Rent(source.Size with { Channels = places });
        Product(query, channels, KeysAsWeights(key, work), scores, work, team);
        team.Run(new ScoreRows(scores, 1 / MathF.Sqrt(channels)), source.Height, 1);
        Product(scores, places, ValuesAsWeights(value, work), normed, work, team);
        Output.AddTo(source, normed, null, work, team);
        foreach (var map in (FeatureMap[])[normed, query, key, value, scores])
        {
            work.Return(map);
        }

        yield return source;
    }

    private static void Product(FeatureMap from, int inputs, LineFloats weights, FeatureMap into, VqWorkspace work, Team team) =>
        work.Product.Run(from, [0], inputs, weights, 0, inputs * Tile.Outputs, new float[into.Stride], into, new PlaceSteps(1, 1, 0, 0), add: false, team);

    /// <summary>(blocks of 32 places, channels, 32)</summary>
    private static LineFloats KeysAsWeights(FeatureMap key, VqWorkspace work)
    {
        var (channels, places) = (key.Channels, key.Height * key.Width);
        var weights = work.Weights(FeatureMap.Padded(places) * channels);
        var all = weights.All;
        for (var place = 0; place < FeatureMap.Padded(places); place++)
        {
            var at = place / Tile.Outputs * channels * Tile.Outputs + place % Tile.Outputs;
            var numbers = place < places ? key.Place(place / key.Width, place % key.Width) : [];
            for (var channel = 0; channel < channels; channel++, at += Tile.Outputs)
            {
                all[at] = place < places ? numbers[channel] : 0;
            }
        }

        return weights;
    }

    /// <summary>(blocks of 32 channels, places, 32)</summary>
    private static LineFloats ValuesAsWeights(FeatureMap value, VqWorkspace work)
    {
        var places = value.Height * value.Width;
        var weights = work.Weights(value.Stride * places);
        for (var place = 0; place < places; place++)
        {
            var numbers = value.Numbers.All.Slice(value.IndexOf(place / value.Width, place % value.Width), value.Stride);
            for (var channel = 0; channel < value.Stride; channel += Tile.Outputs)
            {
                numbers.Slice(channel, Tile.Outputs).CopyTo(weights.All[(channel * places + place * Tile.Outputs)..]);
            }
        }

        return weights;
    }

    /// <summary>From products to shares of attention, row by row of places.</summary>
    private sealed class ScoreRows(FeatureMap scores, float scale) : IShared
    {
        void IShared.Do(int first, int end)
        {
            for (var y = first; y < end; y++)
            {
                for (var x = 0; x < scores.Width; x++)
                {
                    var place = scores.Place(y, x);
                    for (var i = 0; i < place.Length; i++)
                    {
                        place[i] *= scale;
                    }

                    Activations.Softmax(place);
                }
            }
        }
    }
}
