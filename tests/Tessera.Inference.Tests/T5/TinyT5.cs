using Tessera.Inference.Tests.Janus;
using Tessera.Inference.Tests.Reference;
using Tessera.Inference.Tests.Weights;

namespace Tessera.Inference.Tests.T5;

/// <summary>The tiny encoder of Reference/t5.py as a folder, with the tokenizer of Reference/tokens-t5.py.</summary>
internal static class TinyT5
{
    public const string Config = """
        {"model_type":"t5","architectures":["T5ForConditionalGeneration"],"d_model":48,"d_kv":8,"d_ff":80,"num_layers":2,"num_heads":3,"vocab_size":120,
         "feed_forward_proj":"gated-gelu","is_encoder_decoder":true,"layer_norm_epsilon":1e-06,"relative_attention_num_buckets":32}
        """;

    public static void Write(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "config.json"), Config);
        File.Copy(ReferenceFiles.Path("tokens-t5/tokenizer.json"), Path.Combine(folder, "tokenizer.json"));
        File.WriteAllBytes(Path.Combine(folder, "model.safetensors"), SafetensorsFile.Of(
            [.. Shapes().Select(tensor => (tensor.Name, tensor.Shape, TinyJanus.Numbers("t5." + tensor.Name, tensor.Shape)))]));
    }

    private static IEnumerable<(string Name, int[] Shape)> Shapes()
    {
        yield return ("shared.weight", [120, 48]);
        yield return ("encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight", [32, 3]);
        yield return ("encoder.final_layer_norm.weight", [48]);
        for (var i = 0; i < 2; i++)
        {
            var (attention, feed) = ($"encoder.block.{i}.layer.0.", $"encoder.block.{i}.layer.1.");
            foreach (var part in "qkv")
            {
                yield return ($"{attention}SelfAttention.{part}.weight", [24, 48]);
            }

            yield return (attention + "SelfAttention.o.weight", [48, 24]);
            yield return (attention + "layer_norm.weight", [48]);
            yield return (feed + "DenseReluDense.wi_0.weight", [80, 48]);
            yield return (feed + "DenseReluDense.wi_1.weight", [80, 48]);
            yield return (feed + "DenseReluDense.wo.weight", [48, 80]);
            yield return (feed + "layer_norm.weight", [48]);
        }
    }
}
