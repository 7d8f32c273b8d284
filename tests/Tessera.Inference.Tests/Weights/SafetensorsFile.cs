using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Tessera.Inference.Tests.Weights;

/// <summary>Writes safetensors, right ones and wrong ones.</summary>
internal static class SafetensorsFile
{
    public static byte[] Raw(string header, params byte[] data) => Raw((ulong)Encoding.UTF8.GetByteCount(header), header, data);

    public static byte[] Raw(ulong claimed, string header, params byte[] data)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, claimed);
        return [.. length, .. Encoding.UTF8.GetBytes(header), .. data];
    }

    public static byte[] Of(params (string Name, int[] Shape, float[] Numbers)[] tensors)
    {
        var header = new List<string>();
        var data = new List<byte>();
        foreach (var (name, shape, numbers) in tensors)
        {
            var begin = data.Count;
            data.AddRange(MemoryMarshal.AsBytes(numbers.AsSpan()));
            header.Add($"\"{name}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{begin},{data.Count}]}}");
        }

        return Raw("{" + string.Join(',', header) + "}", [.. data]);
    }
}
