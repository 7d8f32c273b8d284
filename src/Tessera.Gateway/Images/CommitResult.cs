using System.Diagnostics.CodeAnalysis;

namespace Tessera.Gateway.Images;

/// <summary>Either the stored picture or why it was not stored.</summary>
internal readonly record struct CommitResult(StoredImage? Image, StoreFailure? Failure)
{
    public bool Succeeded([NotNullWhen(true)] out StoredImage? image, [NotNullWhen(false)] out StoreFailure? failure)
    {
        (image, failure) = (Image, Failure);
        return image is not null;
    }

    public static implicit operator CommitResult(StoredImage image) => new(image, null);

    public static implicit operator CommitResult(StoreFailure failure) => new(null, failure);
}
