using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Tessera.Inference.Janus;
using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Tests.Reference;

namespace Tessera.Inference.Tests.Janus;

/// <summary>The tiny model of Reference/janus.py as a folder, in either layout.</summary>
internal static class TinyJanus
{
    public const string DeepSeekConfig = """
        {"language_config":{"num_hidden_layers":2,"hidden_size":64,"intermediate_size":96,"num_attention_heads":4,"num_key_value_heads":2,
         "vocab_size":512,"max_position_embeddings":128,"model_type":"llama","torch_dtype":"bfloat16"},
         "gen_vision_config":{"cls":"VQ-16","params":{"image_token_size":97,"n_embed":8}},
         "vision_config":{"params":{"image_size":64,"num_attention_heads":4}}}
        """;

    public const string HuggingFaceConfig = """
        {"text_config":{"num_hidden_layers":2,"hidden_size":64,"intermediate_size":96,"num_attention_heads":4,"num_key_value_heads":2,
         "vocab_size":512,"max_position_embeddings":128,"hidden_act":"silu","rms_norm_eps":1e-06,"rope_scaling":null,"attention_bias":false},
         "vq_config":{"num_embeddings":97,"embed_dim":8},"vision_config":{"image_size":64,"patch_size":16,"num_attention_heads":4,"hidden_act":"gelu","layer_norm_eps":1e-06,"use_qk_norm":false}}
        """;

    /// <summary>All tensors that drawing needs, by DeepSeek's names.</summary>
    public static IEnumerable<(string Name, int[] Shape)> Shapes()
    {
        const string model = "language_model.model.";
        yield return (model + "embed_tokens.weight", [512, 64]);
        yield return (model + "norm.weight", [64]);
        for (var i = 0; i < 2; i++)
        {
            foreach (var (name, rows, columns) in new[]
            {
                ("self_attn.q_proj", 64, 64), ("self_attn.k_proj", 32, 64), ("self_attn.v_proj", 32, 64), ("self_attn.o_proj", 64, 64),
                ("mlp.gate_proj", 96, 64), ("mlp.up_proj", 96, 64), ("mlp.down_proj", 64, 96),
            })
            {
                yield return ($"{model}layers.{i}.{name}.weight", [rows, columns]);
            }

            yield return ($"{model}layers.{i}.input_layernorm.weight", [64]);
            yield return ($"{model}layers.{i}.post_attention_layernorm.weight", [64]);
        }

        yield return ("gen_embed.weight", [97, 8]);
        var linears = new[] { ("gen_aligner.layers.0", 64, 8), ("gen_aligner.layers.2", 64, 64), ("gen_head.output_mlp_projector", 64, 64), ("gen_head.vision_head", 97, 64) };
        foreach (var (name, rows, columns) in linears)
        {
            yield return (name + ".weight", [rows, columns]);
            yield return (name + ".bias", [rows]);
        }

        yield return ("gen_vision_model.quantize.embedding.weight", [97, 8]);
        foreach (var shape in VqShapes())
        {
            yield return shape;
        }
    }

    /// <summary>The formula of janus.py. Every number is a bf16.</summary>
    public static float[] Numbers(string name, int[] shape)
    {
        var seed = Chance.Of(name);
        var numbers = new float[shape.Aggregate(1, (a, b) => a * b)];
        var fanIn = numbers.Length / shape[0];
        for (var i = 0; i < numbers.Length; i++)
        {
            var unit = (Chance.Mix(seed, (ulong)i) >> 40) / 16777216.0 - 0.5;
            var number = shape.Length > 1 ? unit * 4 / (1 << ((BitOperations.Log2((uint)fanIn) + 1) / 2))
                : unit / 4 + (name.Contains("norm", StringComparison.Ordinal) && name.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0);
            numbers[i] = BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits((float)number) & 0xFFFF0000);
        }

        return numbers;
    }

    /// <summary>Writes config.json, the tokenizer and model.safetensors.</summary>
    public static TempFolder Folder(bool huggingFace = false, bool halved = false, Func<string, bool>? without = null)
    {
        var folder = new TempFolder();
        folder.Write("config.json", Encoding.UTF8.GetBytes(huggingFace ? HuggingFaceConfig : DeepSeekConfig));
        foreach (var file in (string[])["tokenizer.json", "tokenizer_config.json"])
        {
            System.IO.File.Copy(ReferenceFiles.Path("tokens-deepseek/" + file), Path.Combine(folder.Path, file));
        }

        var tensors = Shapes().Where(tensor => without?.Invoke(tensor.Name) != true)
            .Select(tensor => (huggingFace ? TensorNames.HuggingFace(tensor.Name) : tensor.Name, tensor.Shape, Numbers(tensor.Name, tensor.Shape)));
        folder.Write("model.safetensors", File(tensors, halved));
        return folder;
    }

    /// <summary>All of these in one file, in 32 bits or in 16.</summary>
    public static byte[] File(IEnumerable<(string Name, int[] Shape, float[] Numbers)> tensors, bool halved)
    {
        var header = new List<string>();
        var data = new List<byte>();
        foreach (var (name, shape, numbers) in tensors)
        {
            var begin = data.Count;
            data.AddRange(halved ? MemoryMarshal.AsBytes(numbers.Select(x => (ushort)(BitConverter.SingleToUInt32Bits(x) >> 16)).ToArray().AsSpan()) : MemoryMarshal.AsBytes(numbers.AsSpan()));
            header.Add($"\"{name}\":{{\"dtype\":\"{(halved ? "BF16" : "F32")}\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{begin},{data.Count}]}}");
        }

        return Weights.SafetensorsFile.Raw("{" + string.Join(',', header) + "}", [.. data]);
    }

    public static IEnumerable<(string Name, int[] Shape)> VqShapes()
    {
        const string decoder = "gen_vision_model.decoder.";
        var parts = new List<(string Name, int Inputs, int Outputs, int Side)>
        {
            ("gen_vision_model.post_quant_conv", 8, 32, 1), (decoder + "conv_in", 32, 96, 3),
        };
        var norms = new List<(string Name, int Width)>();

        void Residual(string name, int inputs, int outputs)
        {
            norms.AddRange([(name + ".norm1", inputs), (name + ".norm2", outputs)]);
            parts.AddRange([(name + ".conv1", inputs, outputs, 3), (name + ".conv2", outputs, outputs, 3)]);
            if (inputs != outputs)
            {
                parts.Add((name + ".nin_shortcut", inputs, outputs, 1));
            }
        }

        void Attention(string name, int width)
        {
            norms.Add((name + ".norm", width));
            parts.AddRange(new[] { "q", "k", "v", "proj_out" }.Select(part => ($"{name}.{part}", width, width, 1)));
        }

        Residual(decoder + "mid.0", 96, 96);
        Attention(decoder + "mid.1", 96);
        Residual(decoder + "mid.2", 96, 96);
        int[] widths = [96, 64, 64, 64, 32, 32];
        for (var level = 0; level < 5; level++)
        {
            for (var block = 0; block < 3; block++)
            {
                Residual($"{decoder}conv_blocks.{level}.res.{block}", block == 0 ? widths[level] : widths[level + 1], widths[level + 1]);
                if (level == 0)
                {
                    Attention($"{decoder}conv_blocks.0.attn.{block}", widths[1]);
                }
            }

            if (level < 4)
            {
                parts.Add(($"{decoder}conv_blocks.{level}.upsample.conv", widths[level + 1], widths[level + 1], 3));
            }
        }

        norms.Add((decoder + "norm_out", 32));
        parts.Add((decoder + "conv_out", 32, 3, 3));

        const string encoder = "gen_vision_model.encoder.";
        parts.Add((encoder + "conv_in", 3, 32, 3));
        widths = [32, 32, 32, 64, 64, 96];
        for (var level = 0; level < 5; level++)
        {
            for (var block = 0; block < 2; block++)
            {
                Residual($"{encoder}conv_blocks.{level}.res.{block}", block == 0 ? widths[level] : widths[level + 1], widths[level + 1]);
                if (level == 4)
                {
                    Attention($"{encoder}conv_blocks.4.attn.{block}", widths[5]);
                }
            }

            if (level < 4)
            {
                parts.Add(($"{encoder}conv_blocks.{level}.downsample.conv", widths[level + 1], widths[level + 1], 3));
            }
        }

        Residual(encoder + "mid.0", 96, 96);
        Attention(encoder + "mid.1", 96);
        Residual(encoder + "mid.2", 96, 96);
        norms.Add((encoder + "norm_out", 96));
        parts.AddRange([(encoder + "conv_out", 96, 32, 3), ("gen_vision_model.quant_conv", 32, 8, 1)]);
        return parts.SelectMany(part => new (string, int[])[] { (part.Name + ".weight", [part.Outputs, part.Inputs, part.Side, part.Side]), (part.Name + ".bias", [part.Outputs]) })
            .Concat(norms.SelectMany(norm => new (string, int[])[] { (norm.Name + ".weight", [norm.Width]), (norm.Name + ".bias", [norm.Width]) }));
    }
}
