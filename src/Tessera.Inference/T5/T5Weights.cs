using Tessera.Inference.Kernels;
using Tessera.Inference.Weights;

namespace Tessera.Inference.T5;

/// <summary>One block of the encoder.</summary>
internal sealed record T5Layer(
    float[] AttentionNorm,  // (hidden)
    Matrix Query,           // (inner, hidden)
    Matrix Key,             // (inner, hidden)
    Matrix Value,           // (inner, hidden)
    Matrix Output,          // (hidden, inner)
    float[] FeedNorm,       // (hidden)
    Matrix Gate,            // (intermediate, hidden)
    Matrix Up,              // (intermediate, hidden)
    Matrix Down);           // (hidden, intermediate)

/// <summary>The encoder's half of a T5; the decoder's is not needed.</summary>
internal sealed record T5Weights(
    Matrix Words,           // (words, hidden), a row for each word
    T5Layer[] Layers,
    Distances Distances,
    float[] Norm)           // (hidden)
{
    public static T5Weights Read(WeightReader from, T5Config config, string prefix)
    {
        var (hidden, inner, wide) = (config.Hidden, config.Inner, config.Intermediate);
        var layers = new List<T5Layer>();
        for (var i = 0; i < config.Layers && from.Refusal is null; i++)
        {
            var attention = $"{prefix}encoder.block.{i}.layer.0.";
            var feed = $"{prefix}encoder.block.{i}.layer.1.";
            layers.Add(new T5Layer(
                from.Vector(attention + "layer_norm.weight", hidden),
                from.Matrix(attention + "SelfAttention.q.weight", inner, hidden),
                from.Matrix(attention + "SelfAttention.k.weight", inner, hidden),
                from.Matrix(attention + "SelfAttention.v.weight", inner, hidden),
                from.Matrix(attention + "SelfAttention.o.weight", hidden, inner),
                from.Vector(feed + "layer_norm.weight", hidden),
                from.Matrix(feed + "DenseReluDense.wi_0.weight", wide, hidden),
                from.Matrix(feed + "DenseReluDense.wi_1.weight", wide, hidden),
                from.Matrix(feed + "DenseReluDense.wo.weight", hidden, wide)));
        }

        // All blocks add the first one's numbers for distances.
        var bias = new float[config.Buckets * config.Heads];
        from.Tensor(prefix + "encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight", config.Buckets, config.Heads)?.Read(0, bias);
        return new T5Weights(
            from.Table(prefix + "shared.weight", config.Words, hidden),
            [.. layers],
            new Distances(bias, config.Heads, config.Buckets, config.DistanceMax),
            from.Vector(prefix + "encoder.final_layer_norm.weight", hidden));
    }
}
