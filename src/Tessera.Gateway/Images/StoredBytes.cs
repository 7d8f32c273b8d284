using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Images;

/// <summary>Pictures whose bytes are here already, and reading back what was stored a moment ago.</summary>
internal static class StoredBytes
{
    /// <summary>Null where the store could not take it: a partial picture is no reason to fail a call.</summary>
    public static KeptPartial? Keep(this ImageStore store, PartialPicture partial)
    {
        using var writer = store.OpenWriter();
        writer.Write(partial.Bytes.Span);
        return writer.Commit().Image is { } image ? new(partial.Index, image) : null;
    }

    /// <summary>The bytes of a picture that this very call stored: the store's grace time keeps it there.</summary>
    /// <exception cref="FileNotFoundException">Somebody removed it by hand.</exception>
    public static Stream OpenPicture(this ImageStore store, StoredImage image) =>
        store.OpenRead(image.Hash) ?? throw new FileNotFoundException($"The picture {image.Hash} vanished from the store.");
}
