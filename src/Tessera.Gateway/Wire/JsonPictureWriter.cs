using System.Buffers;
using System.IO.Pipelines;

namespace Tessera.Gateway.Wire;

/// <summary>Writes JSON that has a picture in it, without ever holding the picture as text.</summary>
internal static class JsonPictureWriter
{
    /// <summary>
    /// Writes <paramref name="before"/>, the picture as base64, and <paramref name="after"/>. For several pictures call it once
    /// for each, with what stands between them in one of the two.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="before">JSON text up to and with the quote that opens the string.</param>
    /// <param name="picture">Read to its end.</param>
    /// <param name="after">JSON text from the closing quote on.</param>
    /// <param name="cancellation">Stops reading and waiting.</param>
    /// <returns>False if the reader has gone away; the rest was not written.</returns>
    public static async ValueTask<bool> WriteAsync(
        PipeWriter writer,
        ReadOnlyMemory<byte> before,
        Stream picture,
        ReadOnlyMemory<byte> after,
        CancellationToken cancellation)
    {
        writer.Write(before.Span);
        if (!await Base64Writer.WriteAsync(writer, picture, cancellation))
        {
            return false;
        }

        writer.Write(after.Span);
        return !(await writer.FlushAsync(cancellation)).IsCompleted;
    }
}
