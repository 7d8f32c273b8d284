using System.Buffers.Binary;
using System.Text;

namespace Tessera.Inference.Tokens;

/// <summary>
/// SentencePiece's table of characters (<c>precompiled_charsmap</c>): of what begins at a place the longest that is in the table
/// becomes the text that stands there, anything else stays. The table is a tree of bytes in one array, in the layout of
/// Darts-clone, and the texts after it, each with a zero at its end.
/// </summary>
internal sealed record CharacterTable : Normalizer
{
    private const int BytesMax = 8 * 1024 * 1024; // T5's has 0.3 MB

    // The longest of Unicode's compatibility forms has 33. A longer one in a file counts as none.
    private const int TextBytesMax = 256;

    private readonly uint[] _units;
    private readonly byte[] _texts;

    private CharacterTable(uint[] units, byte[] texts) => (_units, _texts) = (units, texts);

    /// <summary>The table, or null when it is malformed.</summary>
    public static CharacterTable? Read(string base64)
    {
        var bytes = new byte[Math.Min(base64.Length, BytesMax)];
        if (!Convert.TryFromBase64String(base64, bytes, out var length) || length < 8)
        {
            return null;
        }

        var treeBytes = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (treeBytes == 0 || treeBytes % 4 != 0 || treeBytes > length - 4)
        {
            return null;
        }

        var units = new uint[treeBytes / 4];
        for (var i = 0; i < units.Length; i++)
        {
            units[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4 + 4 * i));
        }

        return new CharacterTable(units, bytes[(4 + (int)treeBytes)..length]);
    }

    public override string Apply(string text)
    {
        var from = Encoding.UTF8.GetBytes(text);
        var into = new List<byte>(from.Length);
        for (var at = 0; at < from.Length;)
        {
            var length = Longest(from.AsSpan(at), out var replaced);
            if (length > 0)
            {
                into.AddRange(replaced);
                at += length;
                continue;
            }

            do
            {
                into.Add(from[at++]);
            }
            while (at < from.Length && (from[at] & 0xC0) == 0x80);
        }

        return Encoding.UTF8.GetString([.. into]);
    }

    /// <summary>How many bytes the longest that is in the table takes, 0 for none.</summary>
    private int Longest(ReadOnlySpan<byte> from, out ReadOnlySpan<byte> replaced)
    {
        replaced = default;
        var longest = 0;
        var node = Offset(_units[0]);
        for (var i = 0; i < from.Length; i++)
        {
            node ^= from[i];
            if (node >= _units.Length || (_units[node] & 0x8000_00FF) != from[i])
            {
                break;
            }

            var unit = _units[node];
            node ^= Offset(unit);
            if ((unit & 0x100) != 0 && node < _units.Length && TextAt(_units[node] & 0x7FFF_FFFF, out var text))
            {
                longest = i + 1;
                replaced = text;
            }
        }

        return longest;
    }

    // Twenty-two bits, and one that says whether they count in steps of 256.
    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);

    private bool TextAt(uint at, out ReadOnlySpan<byte> text)
    {
        var rest = at < _texts.Length ? _texts.AsSpan((int)at) : default;
        var end = rest.IndexOf((byte)0);
        text = end < 0 ? default : rest[..end];
        return end is >= 0 and <= TextBytesMax;
    }
}
