using System.Diagnostics.CodeAnalysis;
using Tessera.Inference.Kernels;

namespace Tessera.Inference.Weights;

/// <summary>
/// The tensors of a model by name, from one file or many. Opening reads only the headers; the weights stay in the files.
/// Dispose it when nothing reads from its tensors any more.
/// </summary>
public sealed class WeightSet : IDisposable
{
    private readonly Dictionary<string, WeightTensor> _tensors;
    private readonly List<MappedFile> _files;

    internal WeightSet(Dictionary<string, WeightTensor> tensors, List<MappedFile> files) =>
        (_tensors, _files) = (tensors, files);

    public IReadOnlyDictionary<string, WeightTensor> Tensors => _tensors;

    /// <summary>Where matrices lie that are not used from the files as they are; freed with the set.</summary>
    internal WeightMemory Memory { get; } = new();

    /// <summary>
    /// Opens a file (safetensors or a PyTorch zip, told apart by their first bytes) or a folder: the first there is of
    /// model.safetensors.index.json, model.safetensors, pytorch_model.bin.index.json, pytorch_model.bin.
    /// </summary>
    public static bool TryOpen(string path, [NotNullWhen(true)] out WeightSet? set, [NotNullWhen(false)] out Refusal? refusal)
    {
        var files = new List<MappedFile>();
        var tensors = new Dictionary<string, WeightTensor>(StringComparer.Ordinal);
        refusal = Directory.Exists(path) ? OpenFolder(path, files, tensors) : OpenFile(path, files, tensors);
        set = new WeightSet(tensors, files);
        if (refusal is null)
        {
            return true;
        }

        set.Dispose();
        set = null;
        return false;
    }

    public void Dispose()
    {
        _files.ForEach(file => file.Dispose());
        Memory.Dispose();
    }

    internal static Refusal? OpenFolder(string folder, List<MappedFile> files, Dictionary<string, WeightTensor> tensors)
    {
        foreach (var name in (string[])["model.safetensors", "pytorch_model.bin"])
        {
            var whole = Path.Combine(folder, name);
            if (File.Exists(whole + ".index.json"))
            {
                return ShardIndex.Open(folder, name + ".index.json", files, tensors);
            }

            if (File.Exists(whole))
            {
                return OpenFile(whole, files, tensors);
            }
        }

        return new Refusal(RefusedAt.Open, Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)),
            "The folder has neither model.safetensors nor pytorch_model.bin, nor an index of shards of them.");
    }

    internal static Refusal? OpenFile(string path, List<MappedFile> files, Dictionary<string, WeightTensor> tensors)
    {
        if (MappedFile.Open(path, out var file) is { } refusal)
        {
            return refusal;
        }

        files.Add(file!);
        return TorchZip.Looks(file!) ? TorchZip.Read(file!, tensors) : Safetensors.Read(file!, tensors);
    }
}
