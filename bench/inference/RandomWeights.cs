using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Tessera.Inference.Janus;
using Tessera.Inference.Kernels;

namespace Tessera.Bench;

/// <summary>
/// A safetensors file in bf16 with what a step reads: normally distributed with a deviation of 1/sqrt(columns), norms near 1
/// with one in a hundred at 8, so that activations have outliers as a trained model's have.
/// </summary>
internal static class RandomWeights
{
    private const int PoolNumbers = (1 << 20) + 7; // not a multiple of any width, so that no two rows are the same

    public static void Write(string path, JanusConfig config) => Write(path, [.. Shapes(config)]);

    public static void Write(string path, IReadOnlyCollection<(string Name, int[] Shape)> shapes)
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
        json = [.. json, .. Enumerable.Repeat((byte)' ', 64 - (json.Length + 8) % 64)]; // rows begin with a line of the cache
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        file.Write(length);
        file.Write(json);
        var pool = Normal(PoolNumbers, new Random(1));
        var pools = new Dictionary<int, byte[]>();
        foreach (var (name, shape) in shapes)
        {
            var columns = shape[1..].Aggregate(1, (a, b) => a * b);
            if (shape.Length == 1)
            {
                var isNorm = name.Contains("norm", StringComparison.Ordinal);
                file.Write(BF16(Enumerable.Range(0, shape[0]).Select(i => !isNorm ? 0 : i % 100 == 7 ? 8 : 1 + pool[i] / 10)));
                continue;
            }

            if (!pools.TryGetValue(columns, out var bytes))
            {
                pools[columns] = bytes = BF16(pool.Select(number => number / MathF.Sqrt(columns)));
            }

            for (var left = 2L * shape[0] * columns; left > 0; left -= bytes.Length)
            {
                file.Write(bytes, 0, (int)Math.Min(left, bytes.Length));
            }
        }
    }

    public static float[] Normal(int count, Random random)
    {
        var numbers = new float[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return numbers;
    }

    private static byte[] BF16(IEnumerable<float> numbers) => MemoryMarshal.AsBytes(numbers.Select(Rounding.ToBF16).ToArray().AsSpan()).ToArray();

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
