namespace Tessera.Gateway.Formats;

/// <summary>Why a raster was not encoded.</summary>
internal enum EncodeFailureKind
{
    /// <summary>A format that is only read (GIF).</summary>
    Unsupported,

    /// <summary>The picture is larger than the format can hold.</summary>
    TooLarge,

    /// <summary>The system library for this format is not installed. The sentence names the package.</summary>
    LibraryMissing,

    /// <summary>The library refused; the sentence carries its words.</summary>
    LibraryError,
}

/// <param name="Message">One sentence for the caller.</param>
internal sealed record EncodeFailure(EncodeFailureKind Kind, string Message);
