using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Repeats;

/// <summary>SHA-256 of an input picture: of its bytes where they came with the call, of its address where it is still to be fetched.</summary>
internal static class PictureDigest
{
    private const int ReadBytes = 64 << 10;

    public static async ValueTask<byte[]> OfAsync(InputPicture picture, CancellationToken cancellation)
    {
        if (picture is RemotePicture remote)
        {
            // The same address may lead to another picture tomorrow; within a day a repeat means the same.
            return SHA256.HashData(Encoding.UTF8.GetBytes(remote.Address.AbsoluteUri));
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            await using var bytes = ((Upload)picture).OpenRead();
            int read;
            while ((read = await bytes.ReadAsync(buffer.AsMemory(0, ReadBytes), cancellation)) > 0)
            {
                hash.AppendData(buffer.AsSpan(0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return hash.GetHashAndReset();
    }
}
