namespace Tessera.Gateway.Wire;

/// <summary>What is wrong with a body. The side that sent it is to blame, which the reader of the body knows.</summary>
internal enum WireFaultKind
{
    None,

    /// <summary>The body ended inside a value.</summary>
    Truncated,

    /// <summary>The text beside the pictures is larger than its limit.</summary>
    SkeletonTooLarge,

    /// <summary>The document has more pictures than its limit.</summary>
    TooManyPictures,

    /// <summary>Objects and arrays are nested deeper than the limit.</summary>
    TooDeep,

    /// <summary>A string that must be a picture is not base64.</summary>
    BadBase64,

    /// <summary>Not JSON: a bracket too many, or an escape that does not exist.</summary>
    Malformed,

    /// <summary>The name of a server-sent event is longer than its limit.</summary>
    EventNameTooLong,
}

/// <param name="Kind"><see cref="WireFaultKind.None"/> when all is well.</param>
/// <param name="Offset">Bytes from the start of the document, or of the event's data, to the byte at which it was seen.</param>
/// <param name="Picture">The picture it happened in, or -1.</param>
internal readonly record struct WireFault(WireFaultKind Kind, long Offset, int Picture)
{
    public static WireFault None { get; } = new(WireFaultKind.None, 0, -1);

    public bool IsNone => Kind == WireFaultKind.None;
}
