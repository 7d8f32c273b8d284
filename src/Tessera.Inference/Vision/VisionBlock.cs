using Tessera.Inference.Weights;

namespace Tessera.Inference.Vision;

/// <summary>One block: x += out(attention(norm1(x))), x += fc2(gelu(fc1(norm2(x)))).</summary>
/// <param name="Norm1">Before the attention.</param>
/// <param name="Inputs">Queries, keys and values: one matrix for all three, as DeepSeek has it, or three, as Hugging Face.</param>
/// <param name="Output">After the attention.</param>
/// <param name="Norm2">Before the two layers.</param>
/// <param name="In">To the width within.</param>
/// <param name="Out">And back.</param>
internal sealed record VisionBlock(LayerNorm Norm1, Linear[] Inputs, Linear Output, LayerNorm Norm2, Linear In, Linear Out)
{
    public static VisionBlock Read(WeightReader from, string name, int width, float epsilon)
    {
        var inner = from.Length(name + "mlp.fc1.bias");
        return new VisionBlock(
            LayerNorm.Read(from, name + "norm1", width, epsilon),
            from.Has(name + "attn.k.weight")
                ? [.. new[] { "q", "k", "v" }.Select(part => Linear.Read(from, $"{name}attn.{part}", width, width))]
                : [Linear.Read(from, name + "attn.qkv", 3 * width, width)],
            Linear.Read(from, name + "attn.proj", width, width),
            LayerNorm.Read(from, name + "norm2", width, epsilon),
            Linear.Read(from, name + "mlp.fc1", inner, width),
            Linear.Read(from, name + "mlp.fc2", width, inner));
    }
}
