using Tessera.Inference.T5;
using Tessera.Inference.Weights;

namespace Tessera.Inference.LlamaGen;

/// <summary>The parts of a model.</summary>
/// <param name="Set">All tensors, under the prefixes of <see cref="LlamaGenFolder"/>.</param>
/// <param name="Settings">What the checkpoint does not say itself.</param>
/// <param name="TextFolder">Where config.json and tokenizer.json of the text encoder are; null for a model of classes.</param>
internal sealed record LlamaGenParts(WeightSet Set, LlamaGenSettings Settings, string? TextFolder);

/// <summary>
/// Finds the parts of a model in a folder, by what is in the files and not by their names: a checkpoint with
/// <c>tok_embeddings.weight</c> and one with <c>quantize.embedding.weight</c>; and for a model that draws
/// from captions a T5, here or in a folder within. All tensors come into one set, each part under a prefix of its own
/// (<c>gpt.</c>, <c>vq.</c>, <c>t5.</c>); a converted model has these names in one file already.
/// </summary>
internal static class LlamaGenFolder
{
    public const string Gpt = "gpt.";
    public const string Vq = "vq.";
    public const string T5 = "t5.";

    private const string Fused = ".attention.wqkv.weight";
    private const int CheckpointsMax = 16;

    public static bool IsOne(string folder) =>
        File.Exists(Path.Combine(folder, LlamaGenSettings.FileName)) || (Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.pt").Any());

    public static Refusal? Open(string folder, out LlamaGenParts? parts)
    {
        parts = null;
        if (LlamaGenSettings.Read(folder, out var settings) is { } malformed)
        {
            return malformed;
        }

        if (Directory.EnumerateFiles(folder, "*.pt").Any())
        {
            return OpenOriginal(folder, settings, out parts);
        }

        if (!WeightSet.TryOpen(folder, out var set, out var refusal))
        {
            return refusal;
        }

        parts = new LlamaGenParts(set, settings, set.Tensors.ContainsKey(CaptionPrompt.NoCaption) ? folder : null);
        return null;
    }

    private static Refusal? OpenOriginal(string folder, LlamaGenSettings settings, out LlamaGenParts? parts)
    {
        parts = null;
        var files = new List<MappedFile>();
        var tensors = new Dictionary<string, WeightTensor>(StringComparer.Ordinal);
        string? textFolder = null;
        if ((OpenCheckpoints(folder, files, tensors, ref settings) ?? OpenText(folder, files, tensors, out textFolder)) is { } wrong)
        {
            files.ForEach(file => file.Dispose());
            return wrong;
        }

        parts = new LlamaGenParts(new WeightSet(tensors, files), settings, textFolder);
        return null;
    }

    private static Refusal? OpenText(string folder, List<MappedFile> files, Dictionary<string, WeightTensor> tensors, out string? textFolder)
    {
        textFolder = null;
        if (!tensors.ContainsKey(CaptionPrompt.NoCaption))
        {
            return null;
        }

        textFolder = Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Prepend(folder).FirstOrDefault(T5Config.IsOne);
        if (textFolder is null)
        {
            return new Refusal(RefusedAt.Open, "config.json", "The model draws from captions and needs a T5 encoder (flan-t5-xl) in a folder within its own; none has a config.json of model_type t5.");
        }

        var part = new Dictionary<string, WeightTensor>(StringComparer.Ordinal);
        return WeightSet.OpenFolder(textFolder, files, part) ?? Add(T5, part, tensors);
    }

    private static Refusal? OpenCheckpoints(string folder, List<MappedFile> files, Dictionary<string, WeightTensor> tensors, ref LlamaGenSettings settings)
    {
        var paths = Directory.EnumerateFiles(folder, "*.pt").Order(StringComparer.Ordinal).ToArray();
        if (paths.Length > CheckpointsMax)
        {
            return new Refusal(RefusedAt.Open, "*.pt", $"The folder has {paths.Length} checkpoints; at most {CheckpointsMax} are looked into.");
        }

        var (gpt, vq) = ((string?)null, (string?)null);
        foreach (var path in paths)
        {
            var name = Path.GetFileName(path);
            var part = new Dictionary<string, WeightTensor>(StringComparer.Ordinal);
            if (WeightSet.OpenFile(path, files, part) is { } refusal)
            {
                return refusal;
            }

            if (part.ContainsKey("tok_embeddings.weight"))
            {
                if ((Taken(gpt, name) ?? Add(Gpt, part, tensors)) is { } wrong)
                {
                    return wrong;
                }

                (gpt, settings) = (name, settings.Or(name));
            }
            else if (part.ContainsKey("quantize.embedding.weight"))
            {
                if ((Taken(vq, name) ?? Add(Vq, part, tensors)) is { } wrong)
                {
                    return wrong;
                }

                vq = name;
            }
        }

        return gpt is null ? new Refusal(RefusedAt.Open, "*.pt", "None of the folder's checkpoints has tok_embeddings.weight; the model itself is missing.")
            : vq is null ? new Refusal(RefusedAt.Open, "*.pt", "None of the folder's checkpoints has quantize.embedding.weight; the picture tokenizer (vq_ds16_….pt) is missing.")
            : null;
    }

    private static Refusal? Taken(string? other, string name) => other is null
        ? null
        : new Refusal(RefusedAt.Open, name, $"The folder has {Refusal.Quote(other)} for the same part; keep one of them.");

    /// <summary>Under the prefix, and with queries, keys and values apart, which the checkpoints keep in one matrix.</summary>
    private static Refusal? Add(string prefix, Dictionary<string, WeightTensor> part, Dictionary<string, WeightTensor> tensors)
    {
        foreach (var (name, tensor) in part)
        {
            if (!name.EndsWith(Fused, StringComparison.Ordinal))
            {
                tensors.Add(prefix + name, tensor.Window(prefix + name, 0, [.. tensor.Shape]));
                continue;
            }

            if (tensor.Shape is not [var rows, var hidden] || rows <= hidden || (rows - hidden) % 2 != 0)
            {
                return new Refusal(RefusedAt.Tensor, tensor.FileName,
                    $"{Refusal.Quote(name)} has the shape {Extent.Text(tensor.Shape)}, which has no room for queries, keys and values.");
            }

            var (layer, keys) = (prefix + name[..^Fused.Length], (rows - hidden) / 2);
            foreach (var (letter, first, count) in new[] { ('q', 0, hidden), ('k', hidden, keys), ('v', hidden + keys, keys) })
            {
                var single = $"{layer}.attention.w{letter}.weight";
                tensors.Add(single, tensor.Window(single, first * hidden, [count, hidden]));
            }
        }

        return null;
    }
}
