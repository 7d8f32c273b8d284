using System.Diagnostics.CodeAnalysis;
using Tessera.Inference.Rasters;

namespace Tessera.Gateway.Formats;

/// <summary>Why a picture was not decoded.</summary>
internal enum DecodeFailureKind
{
    /// <summary>No format that we know.</summary>
    NotAnImage,

    /// <summary>A picture, but of a kind that is not decoded (GIF, an animation, an unusual colour space).</summary>
    Unsupported,

    /// <summary>Cut short or altered.</summary>
    Damaged,
    TooManyPixels,
    TooManyBytes,

    /// <summary>Our side: the system library for this format is not installed. The sentence names the package.</summary>
    LibraryMissing,
}

/// <param name="Message">One sentence for the caller.</param>
internal sealed record DecodeFailure(DecodeFailureKind Kind, string Message);

/// <summary>Either a raster, upright, with what the header said, or the reason why there is none.</summary>
internal readonly struct Decoded
{
    private Decoded(Raster? raster, ImageInfo info, DecodeFailure? failure) => (Raster, Info, Failure) = (raster, info, failure);

    public Raster? Raster { get; }

    /// <summary>Meaningful with a raster only.</summary>
    public ImageInfo Info { get; }

    public DecodeFailure? Failure { get; }

    public bool Succeeded([NotNullWhen(true)] out Raster? raster, [NotNullWhen(false)] out DecodeFailure? failure)
    {
        (raster, failure) = (Raster, Failure);
        return raster is not null;
    }

    public static Decoded Of(Raster raster, ImageInfo info) => new(raster, info, null);

    public static Decoded Failed(DecodeFailureKind kind, string message) => new(null, default, new DecodeFailure(kind, message));

    public static implicit operator Decoded(DecodeFailure failure) => new(null, default, failure);
}
