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
    public void HuggingFace_DeepSeeksName_IsTheConvertersName(string name, string expected) => Assert.Equal(expected, TensorNames.HuggingFace(name));
}
