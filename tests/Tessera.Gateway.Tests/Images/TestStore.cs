using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Win32.SafeHandles;
using Tessera.Gateway.Formats;
using Tessera.Gateway.Images;
using Tessera.Gateway.Tests.Formats;

namespace Tessera.Gateway.Tests.Images;

/// <summary>A store in a directory of its own that goes with it.</summary>
internal sealed class TestStore : IDisposable
{
    /// <summary>No limit on space, nothing flushed: what a test does not ask for costs it nothing.</summary>
    public static readonly StoreLimits Roomy = new(BytesMax: long.MaxValue, KeepFor: null, FreeDiskBytesMin: 0) { FlushesToDisk = false };

    public TestStore(StoreLimits? limits = null, Func<string, SafeFileHandle>? openIncoming = null)
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("tessera-store-").FullName;
        Store = Open(limits, openIncoming);
    }

    public string Directory { get; }

    public ManualTime Time { get; } = new();

    public ImageStore Store { get; }

    /// <summary>Another store over the same directory, as after a restart.</summary>
    public ImageStore Open(StoreLimits? limits = null, Func<string, SafeFileHandle>? openIncoming = null) =>
        new(Directory, limits ?? Roomy, Time, NullLogger<ImageStore>.Instance, openIncoming ?? IncomingFiles.OpenNew);

    public string[] Files(string folder = "") =>
        [.. System.IO.Directory.EnumerateFiles(Path.Join(Directory, folder), "*", SearchOption.AllDirectories)];

    public static byte[] Png(int seed, int edge = 8)
    {
        var output = new MemoryStream();
        _ = ImageCodec.Encode(TestPictures.Noise(edge, edge, seed), ImageFormat.Png, 100, output);
        return output.ToArray();
    }

    public static CommitResult Put(ImageStore store, byte[] bytes, int pieceBytes = int.MaxValue)
    {
        using var writer = store.OpenWriter();
        for (var at = 0; at < bytes.Length; at += Math.Min(pieceBytes, bytes.Length - at))
        {
            writer.Write(bytes.AsSpan(at, Math.Min(pieceBytes, bytes.Length - at)));
        }

        return writer.Commit();
    }

    public StoredImage Put(int seed, int edge = 8) => Put(Store, Png(seed, edge)).Image!;

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
