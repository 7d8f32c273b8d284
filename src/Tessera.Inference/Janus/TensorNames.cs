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
        ("aligner.layers.0.", "model.aligner.fc1."),
        ("aligner.layers.2.", "model.aligner.hidden_layers.0."),
        ("vision_model.vision_tower.", "model.vision_model."),
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

    // DeepSeek has queries, keys and values in one tensor; apart from each other they are asked for as q, k and v.
    private static readonly (string DeepSeek, string HuggingFace)[] WithinVision =
    [
        ("model.patch_embed.proj.", "model.embeddings.patch_embedding."),
        ("model.pos_embed", "model.embeddings.position_embedding.weight"),
        ("model.norm.", "model.post_layernorm."),
        ("model.blocks.", "model.encoder.layers."),
        (".norm1.", ".layer_norm1."),
        (".norm2.", ".layer_norm2."),
        (".attn.proj.", ".self_attn.projection_layer."),
        (".attn.q.", ".self_attn.q_proj."),
        (".attn.k.", ".self_attn.k_proj."),
        (".attn.v.", ".self_attn.v_proj."),
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

            (string DeepSeek, string HuggingFace)[] within = other switch
            {
                "model.vqmodel." => WithinVq,
                "model.vision_model." => WithinVision,
                _ => [],
            };
            return within.Aggregate(other + name[begin.Length..], (now, pair) => now.Replace(pair.DeepSeek, pair.HuggingFace, StringComparison.Ordinal));
        }

        return name;
    }
}
