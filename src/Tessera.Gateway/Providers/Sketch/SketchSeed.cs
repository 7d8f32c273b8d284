using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Providers.Sketch;

/// <summary>
/// Where the painter's chance comes from. With a seed given it is that seed; without one it follows from what was asked, so
/// that the sandbox gives the same picture for the same call, today and on every machine.
/// </summary>
internal static class SketchSeed
{
    public static ulong Of(ImageCall call)
    {
        if (call.Seed is { } seed)
        {
            return unchecked((ulong)seed);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{call.Model.Id}\n{call.Operation.Word()}\n{call.Prompt}"));
        foreach (var image in call.Images.OfType<Upload>())
        {
            hash.AppendData(image.ReadAll());
        }

        return BinaryPrimitives.ReadUInt64LittleEndian(hash.GetHashAndReset());
    }
}
