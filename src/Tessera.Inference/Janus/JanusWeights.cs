using Tessera.Inference.Decoding;
using Tessera.Inference.Kernels;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Janus;

/// <summary>The language model without its text head, which drawing does not need, and what is about picture tokens in it.</summary>
internal sealed record JanusWeights(
    Matrix Words,           // (words, hidden), a row for each word
    DecoderWeights Decoder,
    Matrix Codes,           // (codes, codeSize), a row for each picture token
    Matrix AlignIn,         // (hidden, codeSize)
    float[] AlignInBias,    // (hidden)
    Matrix AlignOut,        // (hidden, hidden)
    float[] AlignOutBias,   // (hidden)
    Matrix Project,         // (hidden, hidden)
    float[] ProjectBias,    // (hidden)
    Matrix Head,            // (codes, hidden)
    float[] HeadBias)       // (codes)
{
    private const string Model = "language_model.model.";

    public static JanusWeights Read(WeightReader from, JanusConfig config)
    {
        var hidden = config.Shape.Hidden;

        // Only the rows of the prompt are ever touched: the words stay in the file.
        return new JanusWeights(
            from.Table(Model + "embed_tokens.weight", config.Words, hidden),
            ReadDecoder(from, config.Shape),
            from.Table("gen_embed.weight", config.Codes, config.CodeSize),
            from.Table("gen_aligner.layers.0.weight", hidden, config.CodeSize),
            from.Vector("gen_aligner.layers.0.bias", hidden),
            from.Matrix("gen_aligner.layers.2.weight", hidden, hidden),
            from.Vector("gen_aligner.layers.2.bias", hidden),
            from.Matrix("gen_head.output_mlp_projector.weight", hidden, hidden),
            from.Vector("gen_head.output_mlp_projector.bias", hidden),
            from.Matrix("gen_head.vision_head.weight", config.Codes, hidden),
            from.Vector("gen_head.vision_head.bias", config.Codes));
    }

    /// <summary>What the decoder gets for words: (words, hidden).</summary>
    public float[] Inputs(int[] words)
    {
        var inputs = new float[words.Length * Words.Columns];
        for (var i = 0; i < words.Length; i++)
        {
            Words.Read(words[i], inputs.AsSpan(i * Words.Columns, Words.Columns));
        }

        return inputs;
    }

    private static DecoderWeights ReadDecoder(WeightReader from, DecoderShape shape)
    {
        var (hidden, keys, inner) = (shape.Hidden, shape.KeySize, shape.Intermediate);
        var layers = new List<LayerWeights>();
        for (var i = 0; i < shape.Layers && from.Refusal is null; i++)
        {
            var layer = $"{Model}layers.{i}.";
            layers.Add(new LayerWeights(
                from.Vector(layer + "input_layernorm.weight", hidden),
                from.Matrix(layer + "self_attn.q_proj.weight", hidden, hidden),
                from.Matrix(layer + "self_attn.k_proj.weight", keys, hidden),
                from.Matrix(layer + "self_attn.v_proj.weight", keys, hidden),
                from.Matrix(layer + "self_attn.o_proj.weight", hidden, hidden),
                from.Vector(layer + "post_attention_layernorm.weight", hidden),
                from.Matrix(layer + "mlp.gate_proj.weight", inner, hidden),
                from.Matrix(layer + "mlp.up_proj.weight", inner, hidden),
                from.Matrix(layer + "mlp.down_proj.weight", hidden, inner)));
        }

        return new DecoderWeights([.. layers], from.Vector(Model + "norm.weight", hidden));
    }
}
