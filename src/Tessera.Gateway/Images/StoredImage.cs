using Tessera.Gateway.Formats;

namespace Tessera.Gateway.Images;

/// <summary>A picture in the store.</summary>
/// <param name="Hash">SHA-256 of the file, 64 lower-case hex digits.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Width">In pixels, as shown.</param>
/// <param name="Height">In pixels, as shown.</param>
internal sealed record StoredImage(string Hash, long Bytes, ImageFormat Format, int Width, int Height)
{
    public string MediaType => Format.MediaType;

    /// <summary><c>&lt;hash&gt;.&lt;extension&gt;</c>, as in the file's address.</summary>
    public string FileName => $"{Hash}.{Format.Extension}";
}
