using System.Buffers.Text;
using System.Security.Cryptography;

namespace Tessera.Gateway.Images;

/// <summary>The secret behind <see cref="FileUrlSigner"/>: a file in the data directory that only its owner may read.</summary>
internal static class FileUrlKey
{
    public const string FileName = "file-urls.key";

    private const int KeyBytes = 32;

    /// <summary>Reads the key, and makes one on first start. Removing the file makes all addresses given out so far invalid.</summary>
    /// <exception cref="InvalidDataException">The file holds something else; it is not replaced, since it may be a restored wrong file.</exception>
    /// <exception cref="IOException">The data directory cannot be written or read.</exception>
    public static byte[] ReadOrCreate(string dataDirectory)
    {
        var path = Path.Join(dataDirectory, FileName);
        if (!File.Exists(path))
        {
            Create(dataDirectory, path);
        }

        var text = File.ReadAllText(path).Trim();
        var key = Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : [];
        return key.Length == KeyBytes
            ? key
            : throw new InvalidDataException($"'{path}' is not a key of {KeyBytes} bytes in base64url. Put the right file back, or remove it to have a new key made.");
    }

    private static void Create(string dataDirectory, string path)
    {
        _ = Directory.CreateDirectory(dataDirectory);

        // Written beside and moved without overwriting: of two processes that start together, both use the first one's key.
        var draft = $"{path}.{Guid.NewGuid():n}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new StreamWriter(draft, options))
        {
            file.WriteLine(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes)));
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
