using Tessera.Inference.Kernels;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Janus;

/// <summary>What is about picture tokens in the language model: from its state to their logits, and from one of them to its next input.</summary>
internal sealed record PictureWeights(
    Matrix Codes,           // (codes, codeSize), a row for each token
    Matrix AlignIn,         // (hidden, codeSize)
    float[] AlignInBias,    // (hidden)
    Matrix AlignOut,        // (hidden, hidden)
    float[] AlignOutBias,   // (hidden)
    Matrix Project,         // (hidden, hidden)
    float[] ProjectBias,    // (hidden)
    Matrix Head,            // (codes, hidden)
    float[] HeadBias)       // (codes)
{
    public static PictureWeights Read(WeightReader from, JanusConfig config, Precision precision) => new(
        from.Matrix("gen_embed.weight", config.Codes, config.CodeSize, Precision.Stored),
        from.Matrix("gen_aligner.layers.0.weight", config.Hidden, config.CodeSize, Precision.Stored),
        from.Vector("gen_aligner.layers.0.bias", config.Hidden),
        from.Matrix("gen_aligner.layers.2.weight", config.Hidden, config.Hidden, precision),
        from.Vector("gen_aligner.layers.2.bias", config.Hidden),
        from.Matrix("gen_head.output_mlp_projector.weight", config.Hidden, config.Hidden, precision),
        from.Vector("gen_head.output_mlp_projector.bias", config.Hidden),
        from.Matrix("gen_head.vision_head.weight", config.Codes, config.Hidden, precision),
        from.Vector("gen_head.vision_head.bias", config.Codes));
}

/// <summary>The two small networks around the decoder. Buffers are its own; one caller at a time.</summary>
internal sealed class PictureTokens(PictureWeights weights, JanusConfig config, MatrixProduct product, int streams)
{
    private readonly float[] code = new float[config.CodeSize];
    private readonly float[] inner = new float[streams * config.Hidden];
    private readonly float[] aligned = new float[config.Hidden];

    /// <summary>(streams, codes)</summary>
    public float[] Logits { get; } = new float[streams * config.Codes];

    /// <summary>logits = head · gelu(project · normed)</summary>
    /// <param name="normed">(streams, hidden)</param>
    public void Score(float[] normed)
    {
        product.Run(weights.Project, normed, inner, streams);
        AddBias(inner, weights.ProjectBias);
        Activations.Gelu(inner);
        product.Run(weights.Head, inner, Logits, streams);
        AddBias(Logits, weights.HeadBias);
    }

    /// <summary>x = alignOut · gelu(alignIn · code), the same for every stream.</summary>
    /// <param name="token">A picture token.</param>
    /// <param name="x">(streams, hidden)</param>
    public void Embed(int token, float[] x)
    {
        weights.Codes.Read(token, code);
        product.Run(weights.AlignIn, code, inner, 1);
        var row = inner.AsSpan(0, config.Hidden);
        Dot.AddScaled(row, weights.AlignInBias, 1);
        Activations.Gelu(row);
        product.Run(weights.AlignOut, inner, aligned, 1);
        Dot.AddScaled(aligned, weights.AlignOutBias, 1);
        for (var stream = 0; stream < streams; stream++)
        {
            aligned.CopyTo(x, stream * config.Hidden);
        }
    }

    private static void AddBias(Span<float> rows, ReadOnlySpan<float> bias)
    {
        for (var start = 0; start < rows.Length; start += bias.Length)
        {
            Dot.AddScaled(rows.Slice(start, bias.Length), bias, 1);
        }
    }
}
