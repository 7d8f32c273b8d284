using Tessera.Inference.Decoding;
using Tessera.Inference.Kernels;
using Tessera.Inference.Weights;

namespace Tessera.Inference.LlamaGen;

/// <summary>The decoder, and what is about picture tokens around it.</summary>
internal sealed record LlamaGenWeights(
    Matrix Tokens,          // (codes, hidden), a row for each picture token
    DecoderWeights Decoder,
    Matrix Head)            // (codes, hidden)
{
    private const string Gpt = LlamaGenFolder.Gpt;

    public static LlamaGenWeights Read(WeightReader from, LlamaGenConfig config)
    {
        var shape = config.Shape;
        var (hidden, keys, inner) = (shape.Hidden, shape.KeySize, shape.Intermediate);
        var layers = new List<LayerWeights>();
        for (var i = 0; i < shape.Layers && from.Refusal is null; i++)
        {
            var layer = $"{Gpt}layers.{i}.";
            layers.Add(new LayerWeights(
                from.Vector(layer + "attention_norm.weight", hidden),
                from.Matrix(layer + "attention.wq.weight", hidden, hidden),
                from.Matrix(layer + "attention.wk.weight", keys, hidden),
                from.Matrix(layer + "attention.wv.weight", keys, hidden),
                from.Matrix(layer + "attention.wo.weight", hidden, hidden),
                from.Vector(layer + "ffn_norm.weight", hidden),
                from.Matrix(layer + "feed_forward.w1.weight", inner, hidden),
                from.Matrix(layer + "feed_forward.w3.weight", inner, hidden),
                from.Matrix(layer + "feed_forward.w2.weight", hidden, inner)));
        }

        return new LlamaGenWeights(
            from.Table(Gpt + "tok_embeddings.weight", config.Codes, hidden),
            new DecoderWeights([.. layers], from.Vector(Gpt + "norm.weight", hidden)),
            from.Matrix(Gpt + "output.weight", config.Codes, hidden));
    }
}
