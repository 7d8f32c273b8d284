using Tessera.Inference.Kernels;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Janus;

/// <summary>One block. Shapes are (rows, columns) of the matrix that a row is multiplied by.</summary>
internal sealed record LayerWeights(
    float[] AttentionNorm,  // (hidden)
    Matrix Query,           // (hidden, hidden)
    Matrix Key,             // (keySize, hidden)
    Matrix Value,           // (keySize, hidden)
    Matrix Output,          // (hidden, hidden)
    float[] FeedNorm,       // (hidden)
    Matrix Gate,            // (intermediate, hidden)
    Matrix Up,              // (intermediate, hidden)
    Matrix Down);           // (hidden, intermediate)

/// <summary>The language model without its text head, which drawing does not need.</summary>
internal sealed record DecoderWeights(
    Matrix Words,           // (words, hidden), a row for each word
    LayerWeights[] Layers,
    float[] Norm)           // (hidden)
{
    public static DecoderWeights Read(WeightReader from, JanusConfig config, Precision precision)
    {
        const string model = "language_model.model.";
        var (hidden, keys, inner) = (config.Hidden, config.KeySize, config.Intermediate);
        var layers = new List<LayerWeights>();
        for (var i = 0; i < config.Layers && from.Refusal is null; i++)
        {
            var layer = $"{model}layers.{i}.";
            layers.Add(new LayerWeights(
                from.Vector(layer + "input_layernorm.weight", hidden),
                from.Matrix(layer + "self_attn.q_proj.weight", hidden, hidden, precision),
                from.Matrix(layer + "self_attn.k_proj.weight", keys, hidden, precision),
                from.Matrix(layer + "self_attn.v_proj.weight", keys, hidden, precision),
                from.Matrix(layer + "self_attn.o_proj.weight", hidden, hidden, precision),
                from.Vector(layer + "post_attention_layernorm.weight", hidden),
                from.Matrix(layer + "mlp.gate_proj.weight", inner, hidden, precision),
                from.Matrix(layer + "mlp.up_proj.weight", inner, hidden, precision),
                from.Matrix(layer + "mlp.down_proj.weight", hidden, inner, precision)));
        }

        // Only the rows of the prompt are ever touched: these stay in the file.
        return new DecoderWeights(
            from.Matrix(model + "embed_tokens.weight", config.Words, hidden, Precision.Stored), [.. layers], from.Vector(model + "norm.weight", hidden));
    }
}
