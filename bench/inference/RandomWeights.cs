using System.Buffers.Binary;
using System.Text;
using Tessera.Inference.Janus;

namespace Tessera.Bench;

/// <summary>A safetensors file in bf16 with what a step reads: numbers from 2^-7 to 2^-5 of both signs.</summary>
internal static class RandomWeights
{
    public static void Write(string path, JanusConfig config) => Write(path, Shapes(config));

    public static void Write(string path, IEnumerable<(string Name, int[] Shape)> shapes)
    {
        var header = new List<string>();
        var end = 0L;
        foreach (var (name, shape) in shapes)
        {
            var bytes = 2 * shape.Aggregate(1L, (a, b) => a * b);
            header.Add($"\"{name}\":{{\"dtype\":\"BF16\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{end},{end + bytes}]}}");
            end += bytes;
        }

        using var file = File.Create(path);
        var json = Encoding.UTF8.GetBytes("{" + string.Join(',', header) + "}");
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        file.Write(length);
        file.Write(json);
        var random = new Random(1);
        var chunk = new byte[1 << 20];
        for (var left = end; left > 0; left -= chunk.Length)
        {
            random.NextBytes(chunk);
            for (var i = 1; i < chunk.Length; i += 2)
            {
                chunk[i] = (byte)((chunk[i] & 0x80) | 0x3C);
            }

            file.Write(chunk, 0, (int)Math.Min(left, chunk.Length));
        }
    }

    private static IEnumerable<(string Name, int[] Shape)> Shapes(JanusConfig config)
    {
        const string model = "language_model.model.";
        var (hidden, keys, inner) = (config.Shape.Hidden, config.Shape.KeySize, config.Shape.Intermediate);
        yield return (model + "embed_tokens.weight", [config.Words, hidden]);
        yield return (model + "norm.weight", [hidden]);
        for (var i = 0; i < config.Shape.Layers; i++)
        {
            var layer = $"{model}layers.{i}.";
            yield return (layer + "input_layernorm.weight", [hidden]);
            yield return (layer + "post_attention_layernorm.weight", [hidden]);
            yield return (layer + "self_attn.q_proj.weight", [hidden, hidden]);
            yield return (layer + "self_attn.k_proj.weight", [keys, hidden]);
            yield return (layer + "self_attn.v_proj.weight", [keys, hidden]);
            yield return (layer + "self_attn.o_proj.weight", [hidden, hidden]);
            yield return (layer + "mlp.gate_proj.weight", [inner, hidden]);
            yield return (layer + "mlp.up_proj.weight", [inner, hidden]);
            yield return (layer + "mlp.down_proj.weight", [hidden, inner]);
        }

        yield return ("gen_embed.weight", [config.Codes, config.CodeSize]);
        yield return ("gen_aligner.layers.0.weight", [hidden, config.CodeSize]);
        yield return ("gen_aligner.layers.0.bias", [hidden]);
        yield return ("gen_aligner.layers.2.weight", [hidden, hidden]);
        yield return ("gen_aligner.layers.2.bias", [hidden]);
        yield return ("gen_head.output_mlp_projector.weight", [hidden, hidden]);
        yield return ("gen_head.output_mlp_projector.bias", [hidden]);
        yield return ("gen_head.vision_head.weight", [config.Codes, hidden]);
        yield return ("gen_head.vision_head.bias", [config.Codes]);
    }
}
