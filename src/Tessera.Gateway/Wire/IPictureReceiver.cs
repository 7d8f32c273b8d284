namespace Tessera.Gateway.Wire;

/// <summary>
/// Takes the decoded bytes of pictures while they arrive. The calls for one picture come in the order
/// <see cref="Begin"/>, any number of <see cref="Write"/>, <see cref="End"/>; pictures never overlap. A picture that is cut
/// off or is not base64 gets no <see cref="End"/>: what was written of it is to be thrown away.
/// </summary>
internal interface IPictureReceiver
{
    void Begin(PictureStart picture);

    /// <summary>
    /// The next bytes of the picture, valid during the call: 1 to <see cref="Base64Decoder.BlockBytes"/> of them. Around
    /// escapes and the edges of pieces they come a few at a time.
    /// </summary>
    void Write(ReadOnlySpan<byte> bytes);

    void End();
}
