using Tessera.Inference.Weights;

namespace Tessera.Inference.Janus;

/// <summary>
/// The engine asks for tensors by DeepSeek's names. Hugging Face's files call the same tensors otherwise; their shapes and
/// numbers are the same.
/// </summary>
internal static class TensorNames
{
    private static readonly (string DeepSeek, string HuggingFace)[] Begins =
    [
        ("language_model.model.", "model.language_model."),
        ("language_model.lm_head.", "lm_head."),
        ("gen_embed.", "model.generation_embeddings."),
        ("gen_aligner.layers.0.", "model.generation_aligner.fc1."),
        ("gen_aligner.layers.2.", "model.generation_aligner.hidden_layers.0."),
        ("gen_head.output_mlp_projector.", "model.generation_head.proj_out."),
        ("gen_head.vision_head.", "model.generation_head.vision_head."),
        ("gen_vision_model.", "model.vqmodel."),
    ];

    private static readonly (string DeepSeek, string HuggingFace)[] WithinVq =
    [
        (".encoder.conv_blocks.", ".encoder.down."),
        (".decoder.conv_blocks.", ".decoder.up."),
        (".res.", ".block."),
        (".mid.0.", ".mid.block_1."),
        (".mid.1.", ".mid.attn_1."),
        (".mid.2.", ".mid.block_2."),
    ];

    /// <summary>From DeepSeek's names to those that the set has.</summary>
    public static Func<string, string> For(WeightSet set) =>
        set.Tensors.ContainsKey("model.language_model.embed_tokens.weight") ? HuggingFace : name => name;

    public static string HuggingFace(string name)
    {
        foreach (var (begin, other) in Begins)
        {
            if (!name.StartsWith(begin, StringComparison.Ordinal))
            {
                continue;
            }

            name = other + name[begin.Length..];
            return other != "model.vqmodel." ? name : WithinVq.Aggregate(name, (now, pair) => now.Replace(pair.DeepSeek, pair.HuggingFace, StringComparison.Ordinal));
        }

        return name;
    }
}
