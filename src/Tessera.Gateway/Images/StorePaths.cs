using Tessera.Gateway.Formats;

namespace Tessera.Gateway.Images;

/// <summary>Where things lie on disk: <c>images/ab/cd/&lt;hash&gt;.&lt;ext&gt;</c>, previews alike under <c>thumbs</c>, unfinished files in <c>images/incoming</c>.</summary>
internal sealed class StorePaths(string dataDirectory)
{
    public string Images { get; } = Path.Join(Path.GetFullPath(dataDirectory), "images");

    public string Thumbs { get; } = Path.Join(Path.GetFullPath(dataDirectory), "thumbs");

    public string Incoming => Path.Join(Images, "incoming");

    public string Picture(in ImageHash hash, ImageFormat format) => Place(Images, hash.ToString(), format);

    public string Thumb(in ImageHash hash, ImageFormat format) => Place(Thumbs, hash.ToString(), format);

    /// <summary>The inverse of <see cref="Picture"/> and <see cref="Thumb"/>: null for a file that is not ours.</summary>
    public static (ImageHash Hash, ImageFormat Format)? Parse(ReadOnlySpan<char> fileName)
    {
        var isName = fileName.Length > ImageHash.HexDigits + 1 && fileName[ImageHash.HexDigits] == '.';
        return isName
            && ImageHash.TryParse(fileName[..ImageHash.HexDigits], out var hash)
            && ImageFormatNames.FromExtension(fileName[(ImageHash.HexDigits + 1)..]) is { } format
                ? (hash, format)
                : null;
    }

    // Two levels of 256 keep a directory under a hundred entries up to some six million pictures.
    private static string Place(string root, string hex, ImageFormat format) =>
        string.Concat(root, $"/{hex.AsSpan(0, 2)}/{hex.AsSpan(2, 2)}/", hex, ".") + format.Extension;
}
