using System.Buffers.Binary;
using System.Text;
using Tessera.Inference.Kernels;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Packs;

/// <summary>One tensor as it will lie in a pack's file.</summary>
/// <param name="Name">The engine's name.</param>
/// <param name="Type">As safetensors calls it.</param>
/// <param name="Shape">Of what is stored.</param>
/// <param name="Bytes">How many.</param>
internal sealed record PackTensor(string Name, string Type, long[] Shape, long Bytes);

/// <summary>The file of a pack before it is written: what comes where. In the safetensors format, so that any reader of it can look inside.</summary>
internal sealed class PackFile
{
    public const string FileName = "model.safetensors";

    private const int HeaderAlignment = 64; // the numbers begin on a cache line

    private PackFile(IReadOnlyList<(AskedTensor Source, Precision Precision, PackTensor[] Parts)> tensors) => Tensors = tensors;

    /// <summary>In the order in which they are written; a rounded matrix is two tensors, weights and scales.</summary>
    public IReadOnlyList<(AskedTensor Source, Precision Precision, PackTensor[] Parts)> Tensors { get; }

    public long Bytes => Tensors.Sum(tensor => tensor.Parts.Sum(part => part.Bytes));

    /// <param name="asked">What the model is made of.</param>
    /// <param name="precision">What its matrices become; <see cref="Precision.Stored"/>: sixteen bits.</param>
    public static PackFile Plan(IEnumerable<AskedTensor> asked, Precision precision) =>
        new([.. asked.OrderBy(tensor => tensor.Name, StringComparer.Ordinal).Select(tensor => Plan(tensor, precision))]);

    /// <summary>The length of the header, and the header.</summary>
    public byte[] Header()
    {
        var (json, offset) = (new StringBuilder("""{"__metadata__":{"format":"tessera"}"""), 0L);
        foreach (var part in Tensors.SelectMany(tensor => tensor.Parts))
        {
            json.Append(System.Globalization.CultureInfo.InvariantCulture, $",\"{part.Name}\":{{\"dtype\":\"{part.Type}\",\"shape\":[{string.Join(',', part.Shape)}],\"data_offsets\":[{offset},{offset += part.Bytes}]}}");
        }

        json.Append('}');
        var length = json.Length;
        json.Append(' ', (HeaderAlignment - (length + sizeof(long)) % HeaderAlignment) % HeaderAlignment);
        var header = new byte[sizeof(long) + json.Length];
        BinaryPrimitives.WriteInt64LittleEndian(header, json.Length);
        Encoding.ASCII.GetBytes(json.ToString(), header.AsSpan(sizeof(long)));
        return header;
    }

    private static (AskedTensor, Precision, PackTensor[]) Plan(AskedTensor asked, Precision precision)
    {
        var tensor = asked.Tensor;
        if (!asked.IsMultiplied || precision == Precision.Stored || !tensor.Type.IsWeight())
        {
            var half = asked.IsMultiplied && tensor.Type == NumberType.F32;
            var type = half ? NumberType.BF16 : tensor.Type;
            return (asked, Precision.Stored, [new PackTensor(asked.Name, type.ToString(), [.. tensor.Shape], tensor.Count * type.Bytes())]);
        }

        var (rows, columns) = (tensor.Shape[0], (int)tensor.Shape[1]);
        var (rowBytes, groups) = (Rounding.RowBytes(precision, columns), Rounding.Groups(columns));
        return (asked, precision,
        [
            new PackTensor(asked.Name, nameof(NumberType.U8), [rows, rowBytes], rows * rowBytes),
            new PackTensor(asked.Name + WeightReader.ScalesSuffix, nameof(NumberType.BF16), [rows, groups], rows * groups * sizeof(ushort)),
        ]);
    }
}
