using Tessera.Inference.Janus;

namespace Tessera.Inference.Tests.Janus;

public sealed class TensorNamesTests
{
    [Theory]
    [InlineData("language_model.model.layers.7.mlp.up_proj.weight", "model.language_model.layers.7.mlp.up_proj.weight")]
    [InlineData("gen_embed.weight", "model.generation_embeddings.weight")]
    [InlineData("gen_aligner.layers.2.bias", "model.generation_aligner.hidden_layers.0.bias")]
    [InlineData("gen_head.output_mlp_projector.weight", "model.generation_head.proj_out.weight")]
    [InlineData("gen_vision_model.quantize.embedding.weight", "model.vqmodel.quantize.embedding.weight")]
    [InlineData("gen_vision_model.decoder.mid.1.proj_out.bias", "model.vqmodel.decoder.mid.attn_1.proj_out.bias")]
    [InlineData("gen_vision_model.decoder.conv_blocks.0.res.2.norm1.weight", "model.vqmodel.decoder.up.0.block.2.norm1.weight")]
    [InlineData("gen_vision_model.decoder.conv_blocks.3.upsample.conv.bias", "model.vqmodel.decoder.up.3.upsample.conv.bias")]
    [InlineData("gen_vision_model.encoder.conv_blocks.4.res.0.nin_shortcut.weight", "model.vqmodel.encoder.down.4.block.0.nin_shortcut.weight")]
    [InlineData("gen_vision_model.encoder.conv_blocks.2.downsample.conv.weight", "model.vqmodel.encoder.down.2.downsample.conv.weight")]
    [InlineData("gen_vision_model.encoder.mid.2.conv1.bias", "model.vqmodel.encoder.mid.block_2.conv1.bias")]
    [InlineData("gen_vision_model.quant_conv.weight", "model.vqmodel.quant_conv.weight")]
    [InlineData("aligner.layers.0.weight", "model.aligner.fc1.weight")]
    [InlineData("aligner.layers.2.bias", "model.aligner.hidden_layers.0.bias")]
    [InlineData("vision_model.vision_tower.patch_embed.proj.weight", "model.vision_model.embeddings.patch_embedding.weight")]
    [InlineData("vision_model.vision_tower.pos_embed", "model.vision_model.embeddings.position_embedding.weight")]
    [InlineData("vision_model.vision_tower.blocks.23.norm2.bias", "model.vision_model.encoder.layers.23.layer_norm2.bias")]
    [InlineData("vision_model.vision_tower.blocks.0.attn.proj.weight", "model.vision_model.encoder.layers.0.self_attn.projection_layer.weight")]
    [InlineData("vision_model.vision_tower.blocks.0.attn.q.weight", "model.vision_model.encoder.layers.0.self_attn.q_proj.weight")]
    [InlineData("vision_model.vision_tower.blocks.0.mlp.fc1.weight", "model.vision_model.encoder.layers.0.mlp.fc1.weight")]
    [InlineData("vision_model.vision_tower.norm.weight", "model.vision_model.post_layernorm.weight")]
    public void HuggingFace_DeepSeeksName_IsTheConvertersName(string name, string expected) => Assert.Equal(expected, TensorNames.HuggingFace(name));
}
