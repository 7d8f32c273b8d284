namespace Tessera.Gateway.Images;

/// <summary>Reading back what was stored a moment ago.</summary>
internal static class StoredBytes
{
    /// <summary>The bytes of a picture that this very call stored: the store's grace time keeps it there.</summary>
    /// <exception cref="FileNotFoundException">Somebody removed it by hand.</exception>
    public static Stream OpenPicture(this ImageStore store, StoredImage image) =>
        store.OpenRead(image.Hash) ?? throw new FileNotFoundException($"The picture {image.Hash} vanished from the store.");
}
