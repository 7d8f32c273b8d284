using System.Buffers.Binary;

namespace Tessera.Inference.Weights;

/// <summary>
/// What torch.save writes since PyTorch 1.6: a zip of <c>name/data.pkl</c>, which says what there is, and <c>name/data/0…</c>,
/// the numbers. Checkpoints that keep their weights under <c>model</c>, <c>module</c> or <c>state_dict</c> are read too.
/// </summary>
internal static class TorchZip
{
    // Janus-Pro-7B has about 0.2 MB.
    private const int PickleBytesMax = 8 * 1024 * 1024;

    /// <summary>Whether the file begins like a zip, or like the pickle that PyTorch wrote before 1.6.</summary>
    public static bool Looks(MappedFile file) => file.Length >= 4
        && (BinaryPrimitives.ReadUInt32LittleEndian(file.Bytes(0, 4)) == 0x04034b50 || IsOldPickle(file));

    public static Refusal? Read(MappedFile file, Dictionary<string, WeightTensor> tensors)
    {
        if (IsOldPickle(file))
        {
            return Refuse(file, "The file is in PyTorch's format from before 1.6; load it there and save it again.");
        }

        if (ZipDirectory.Read(file, out var entries) is { } refusal)
        {
            return refusal;
        }

        var pickles = entries.Keys.Where(name => name.EndsWith("/data.pkl", StringComparison.Ordinal)).ToArray();
        if (pickles is not [var pickle] || entries[pickle] is not { Length: <= PickleBytesMax } place)
        {
            return Refuse(file, $"The zip does not have one data.pkl of at most {PickleBytesMax} bytes.");
        }

        var root = pickle[..^"data.pkl".Length];
        if (entries.TryGetValue(root + "byteorder", out var order) && !(order.Length == 6 && file.Bytes(order.Offset, 6).SequenceEqual("little"u8)))
        {
            return Refuse(file, "The numbers are not little-endian.");
        }

        if (Unpickler.Read(file.Bytes(place.Offset, (int)place.Length), out var value) is { } wrong)
        {
            return Refuse(file, char.ToUpperInvariant(wrong[0]) + wrong[1..] + ".");
        }

        if (Weights(value) is not { } weights)
        {
            return Refuse(file, "The pickle holds no dict of tensors.");
        }

        foreach (var (key, item) in weights.Items)
        {
            if (item is PickleTensor tensor && Add(file, entries, root, key, tensor, tensors) is { } bad)
            {
                return bad;
            }
        }

        return null;
    }

    private static PickleDict? Weights(object? value)
    {
        if (value is not PickleDict dict)
        {
            return null;
        }

        foreach (var (key, item) in dict.Items)
        {
            if (key is "model" or "module" or "state_dict" && item is PickleDict inner)
            {
                return inner;
            }
        }

        return dict;
    }

    private static Refusal? Add(
        MappedFile file, Dictionary<string, (long Offset, long Length)> entries, string root, object? key, PickleTensor tensor, Dictionary<string, WeightTensor> tensors)
    {
        if (key is not string name)
        {
            return Refuse(file, "A tensor has a name that is no text.");
        }

        Refusal Bad(string reason) => new(RefusedAt.Tensor, file.Name, $"{Refusal.Quote(name)} {reason}.");

        var storage = tensor.Storage;
        if (!entries.TryGetValue(root + "data/" + storage.Key, out var place))
        {
            return Bad($"lies in the storage {Refusal.Quote(storage.Key)}, which is not there");
        }

        if (Extent.Bytes(storage.Count, storage.Type) != place.Length)
        {
            return Bad($"lies in a storage of {place.Length} bytes, where {storage.Count} numbers of {storage.Type} are claimed");
        }

        var view = new WeightTensor(name, storage.Type, tensor.Shape, file, place.Offset + tensor.Offset * storage.Type.Bytes());
        return tensors.TryAdd(name, view) ? null : Bad("is there twice");
    }

    // Protocol 2, then the magic number as LONG1 of ten bytes. Read as the length of a safetensors header it would be 176 MB,
    // which is refused anyway.
    private static bool IsOldPickle(MappedFile file) =>
        file.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(file.Bytes(0, 4)) == 0x0a8a0280;

    private static Refusal Refuse(MappedFile file, string reason) => new(RefusedAt.Format, file.Name, reason);
}
