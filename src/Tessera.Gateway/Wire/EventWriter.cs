using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text;

namespace Tessera.Gateway.Wire;

/// <summary>Writes server-sent events. Line breaks in JSON text between its values begin a new <c>data:</c> line.</summary>
internal static class EventWriter
{
    /// <summary>A comment that keeps proxies from closing a silent stream; parsers skip it.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="note">What a person who reads along may want to know, in ASCII and on one line.</param>
    public static void WritePing(IBufferWriter<byte> writer, string? note = null)
    {
        writer.Write(": "u8);
        writer.Write(note is null ? "ping"u8 : Encoding.ASCII.GetBytes(note));
        writer.Write("\n\n"u8);
    }

    /// <param name="writer">Where to.</param>
    /// <param name="name">The name of the event; without one there is no <c>event:</c> line.</param>
    /// <param name="json">The data.</param>
    /// <param name="id">The number of the event, from which a client can resume; without one there is no <c>id:</c> line.</param>
    public static void Write(IBufferWriter<byte> writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> json, int? id = null)
    {
        WriteStart(writer, name, id);
        WriteData(writer, json);
        writer.Write("\n\n"u8);
    }

    /// <summary>Writes an event with a picture in its data.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="name">The name of the event; without one there is no <c>event:</c> line.</param>
    /// <param name="before">JSON text up to and with the quote that opens the string.</param>
    /// <param name="picture">Read to its end.</param>
    /// <param name="after">JSON text from the closing quote on.</param>
    /// <param name="id">The number of the event, from which a client can resume; without one there is no <c>id:</c> line.</param>
    /// <param name="cancellation">Stops reading and waiting.</param>
    /// <returns>False if the reader has gone away; the rest was not written.</returns>
    public static async ValueTask<bool> WriteAsync(
        PipeWriter writer,
        ReadOnlyMemory<byte> name,
        ReadOnlyMemory<byte> before,
        Stream picture,
        ReadOnlyMemory<byte> after,
        int? id,
        CancellationToken cancellation)
    {
        WriteStart(writer, name.Span, id);
        WriteData(writer, before.Span);
        if (!await Base64Writer.WriteAsync(writer, picture, cancellation))
        {
            return false;
        }

        WriteData(writer, after.Span);
        writer.Write("\n\n"u8);
        return !(await writer.FlushAsync(cancellation)).IsCompleted;
    }

    private static void WriteStart(IBufferWriter<byte> writer, ReadOnlySpan<byte> name, int? id)
    {
        if (id is { } number)
        {
            writer.Write("id: "u8);
            _ = Utf8Formatter.TryFormat(number, writer.GetSpan(16), out var digits);
            writer.Advance(digits);
            writer.Write("\n"u8);
        }

        if (!name.IsEmpty)
        {
            writer.Write("event: "u8);
            writer.Write(name);
            writer.Write("\n"u8);
        }

        writer.Write("data: "u8);
    }

    private static void WriteData(IBufferWriter<byte> writer, ReadOnlySpan<byte> json)
    {
        for (var end = json.IndexOfAny((byte)'\r', (byte)'\n'); end >= 0; end = json.IndexOfAny((byte)'\r', (byte)'\n'))
        {
            writer.Write(json[..end]);
            writer.Write("\ndata: "u8);
            json = json[(end + 1)..];
        }

        writer.Write(json);
    }
}
