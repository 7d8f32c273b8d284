using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tessera.Gateway.Formats;

namespace Tessera.Gateway.Images;

/// <summary>What became of a signed address.</summary>
internal enum FileUrlCheck
{
    Ok,

    /// <summary>Ours, but its time is over.</summary>
    Expired,

    /// <summary>Well formed, but not signed with our key.</summary>
    Altered,

    /// <summary>Not an address that we could have made; nothing of it was used.</summary>
    Malformed,
}

/// <summary>A picture or its preview; each has addresses of its own.</summary>
internal enum FileView
{
    Picture,
    Thumb,
}

/// <summary>
/// Makes and checks addresses that show one file until a moment: <c>/files/&lt;hash&gt;.&lt;ext&gt;?exp=&lt;unix seconds&gt;&amp;sig=&lt;HMAC-SHA256&gt;</c>,
/// previews at <c>/files/thumbs/…</c>. The signature covers path and moment.
/// </summary>
/// <param name="key">32 bytes; <see cref="FileUrlKey"/> keeps them.</param>
internal sealed class FileUrlSigner(byte[] key, TimeProvider time)
{
    public const string PicturePath = "/files/";
    public const string ThumbPath = "/files/thumbs/";

    // 43 characters carry 32 bytes. Twelve digits of seconds last for 30,000 years.
    private const int SignatureChars = 43;
    private const int ExpiryDigitsMax = 12;

    /// <summary>Path and query, to be put after the address of this server.</summary>
    public string Sign(StoredImage image, TimeSpan validFor, FileView view = FileView.Picture)
    {
        var expiry = time.GetUtcNow().Add(validFor).ToUnixTimeSeconds();
        var signed = Signed(view, image.Hash, image.Format.Extension, expiry.ToString(CultureInfo.InvariantCulture));
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Mac(signed, mac);
        return $"{signed}&sig={Base64Url.EncodeToString(mac)}";
    }

    /// <summary>Checks the four parts of an address; only after Ok may hash and extension be used for anything.</summary>
    public FileUrlCheck Verify(string? hash, string? extension, string? exp, string? sig, DateTimeOffset now, FileView view = FileView.Picture)
    {
        Span<byte> claimed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!ImageHash.TryParse(hash, out _)
            || ImageFormatNames.FromExtension(extension) is null
            || exp is not { Length: > 0 and <= ExpiryDigitsMax }
            || !long.TryParse(exp, NumberStyles.None, CultureInfo.InvariantCulture, out var expiry)
            || sig is not { Length: SignatureChars }
            || !Base64Url.IsValid(sig, out var decoded) || decoded != claimed.Length
            || !Base64Url.TryDecodeFromChars(sig, claimed, out _))
        {
            return FileUrlCheck.Malformed;
        }

        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Mac(Signed(view, hash!, extension!, exp), mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, claimed))
        {
            return FileUrlCheck.Altered;
        }

        return expiry > now.ToUnixTimeSeconds() ? FileUrlCheck.Ok : FileUrlCheck.Expired;
    }

    private static string Signed(FileView view, string hash, string extension, string expiry) =>
        $"{(view == FileView.Thumb ? ThumbPath : PicturePath)}{hash}.{extension}?exp={expiry}";

    private void Mac(string signed, Span<byte> mac)
    {
        // Longest path 14, hash 64, extension 5, ?exp= 5, expiry 20.
        Span<byte> text = stackalloc byte[128];
        _ = HMACSHA256.HashData(key, text[..Encoding.ASCII.GetBytes(signed, text)], mac);
    }
}
