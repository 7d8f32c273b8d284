namespace Tessera.Gateway.Wire;

/// <summary>What is known of a picture before its first byte. The spans are valid during the call only.</summary>
/// <param name="index">Counts from 0 within one JSON document, or within one event; the skeleton holds <c>"#index"</c>.</param>
/// <param name="property">The property that holds the picture, such as <c>b64_json</c>.</param>
/// <param name="mediaType">From the data URL, without parameters; empty where the text is bare base64.</param>
/// <param name="eventName">The name of the server-sent event; empty outside a stream, or when the name came after the data.</param>
internal readonly ref struct PictureStart(
    int index,
    ReadOnlySpan<byte> property,
    ReadOnlySpan<byte> mediaType,
    ReadOnlySpan<byte> eventName)
{
    public int Index { get; } = index;

    public ReadOnlySpan<byte> Property { get; } = property;

    public ReadOnlySpan<byte> MediaType { get; } = mediaType;

    public ReadOnlySpan<byte> EventName { get; } = eventName;
}
