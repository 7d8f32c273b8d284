using System.Buffers.Binary;
using System.Text.Json;

namespace Tessera.Inference.Weights;

/// <summary>
/// The safetensors format: eight bytes of header length, a JSON header with type, shape and place of each tensor, then the
/// numbers. As its specification demands, the tensors must cover the numbers without gap or overlap.
/// </summary>
internal static class Safetensors
{
    // Janus-Pro-7B, the largest model of the family, needs about 0.2 MB. A larger header is refused unread.
    private const int HeaderBytesMax = 8 * 1024 * 1024;
    private const int LengthBytes = 8;

    public static Refusal? Read(MappedFile file, Dictionary<string, WeightTensor> tensors)
    {
        if (file.Length < LengthBytes)
        {
            return Refuse(file, "The file is too short to be safetensors.");
        }

        var headerBytes = BinaryPrimitives.ReadUInt64LittleEndian(file.Bytes(0, LengthBytes));
        if (headerBytes > HeaderBytesMax)
        {
            return Refuse(file, $"The header claims {headerBytes} bytes; at most {HeaderBytesMax} are read.");
        }

        if ((long)headerBytes > file.Length - LengthBytes)
        {
            return Refuse(file, "The file ends within its header.");
        }

        if (JsonText.Parse(file.Bytes(LengthBytes, (int)headerBytes).ToArray(), file.Name, out var header) is { } malformed)
        {
            return malformed;
        }

        using (header)
        {
            return ReadHeader(file, header!.RootElement, LengthBytes + (long)headerBytes, tensors);
        }
    }

    private static Refusal? ReadHeader(MappedFile file, JsonElement header, long dataStart, Dictionary<string, WeightTensor> tensors)
    {
        if (header.ValueKind != JsonValueKind.Object)
        {
            return Refuse(file, "The header is not a JSON object.");
        }

        var places = new List<(long Begin, long End)>();
        foreach (var entry in header.EnumerateObject())
        {
            if (entry.Name == "__metadata__")
            {
                continue;
            }

            if (ReadEntry(file, entry, dataStart, out var tensor, out var place) is { } refusal)
            {
                return refusal;
            }

            if (!tensors.TryAdd(entry.Name, tensor!))
            {
                return new Refusal(RefusedAt.Tensor, file.Name, $"{Refusal.Quote(entry.Name)} is in two shards.");
            }

            places.Add(place);
        }

        places.Sort();
        var covered = 0L;
        foreach (var (begin, end) in places)
        {
            if (begin != covered)
            {
                return new Refusal(RefusedAt.Tensor, file.Name, begin < covered
                    ? $"Two tensors overlap at byte {begin} of the numbers."
                    : $"No tensor covers the numbers from byte {covered} to {begin}.");
            }

            covered = end;
        }

        return covered == file.Length - dataStart
            ? null
            : new Refusal(RefusedAt.Tensor, file.Name, $"The tensors cover {covered} bytes, but the file has {file.Length - dataStart}.");
    }

    private static Refusal? ReadEntry(
        MappedFile file, JsonProperty entry, long dataStart, out WeightTensor? tensor, out (long Begin, long End) place)
    {
        (tensor, place) = (null, default);
        Refusal Bad(string reason) => new(RefusedAt.Tensor, file.Name, $"{Refusal.Quote(entry.Name)} {reason}.");

        if (TypeOf(entry.Value.Text("dtype")) is not { } type)
        {
            return Bad("has no type, or one that is not known here");
        }

        if (Numbers(entry.Value.Member("shape"), Extent.DimensionsMax) is not { } shape || Extent.Bytes(Extent.Count(shape), type) is not { } size)
        {
            return Bad("has a shape that is missing, negative or too large");
        }

        if (Numbers(entry.Value.Member("data_offsets"), 2) is not [var begin, var end] || begin > end || end > file.Length - dataStart)
        {
            return Bad("lies outside the file");
        }

        if (end - begin != size)
        {
            return Bad($"has {end - begin} bytes where its shape needs {size}");
        }

        tensor = new WeightTensor(entry.Name, type, shape, file, dataStart + begin);
        place = (begin, end);
        return null;
    }

    private static long[]? Numbers(JsonElement? array, int countMax)
    {
        if (array is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() > countMax)
        {
            return null;
        }

        var numbers = new long[list.GetArrayLength()];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!list[i].IsWhole(0, long.MaxValue, out numbers[i]))
            {
                return null;
            }
        }

        return numbers;
    }

    private static NumberType? TypeOf(string? name) => name switch
    {
        "F32" => NumberType.F32,
        "F16" => NumberType.F16,
        "BF16" => NumberType.BF16,
        "F64" => NumberType.F64,
        "I64" => NumberType.I64,
        "I32" => NumberType.I32,
        "I16" => NumberType.I16,
        "I8" => NumberType.I8,
        "U8" => NumberType.U8,
        "BOOL" => NumberType.Bool,
        _ => null,
    };

    private static Refusal Refuse(MappedFile file, string reason) => new(RefusedAt.Format, file.Name, reason);
}
