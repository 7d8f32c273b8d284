using System.Text;
using System.Text.Json;

namespace Tessera.Ledger.Holds;

internal enum SpoolKind : byte
{
    Asked = 1,
    Ended = 2,

    /// <summary>The identifier under which the database knows the process from here on.</summary>
    Node = 3,
}

/// <summary>An entry of the spool: room for the header, a byte for its kind, and UTF-8.</summary>
internal static class SpoolEntry
{
    public static byte[] Write(SpoolKind kind, HoldNote note)
    {
        using var bytes = new MemoryStream(2_048);
        bytes.SetLength(Segment.HeaderBytes);
        bytes.Position = Segment.HeaderBytes;
        bytes.WriteByte((byte)kind);
        JsonSerializer.Serialize(bytes, note, HoldNoteJson.Default.HoldNote);
        return bytes.ToArray();
    }

    public static byte[] Node(string node) => [.. new byte[Segment.HeaderBytes], (byte)SpoolKind.Node, .. Encoding.UTF8.GetBytes(node)];

    public static (SpoolKind Kind, HoldNote? Note, string? Node) Read(ReadOnlySpan<byte> payload) => (SpoolKind)payload[0] == SpoolKind.Node
        ? (SpoolKind.Node, null, Encoding.UTF8.GetString(payload[1..]))
        : ((SpoolKind)payload[0], HoldNote.Read(payload[1..]), null);
}
