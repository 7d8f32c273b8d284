using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Tessera.Gateway.Formats;

/// <summary>Turns one unfiltered scanline of any colour type and depth into RGBA8 with the help of the palette and tRNS.</summary>
internal sealed class PngSamples(PngHeader header)
{
    // One uint per colour in memory order R, G, B, A; indices beyond PLTE stay unset and are refused while reading.
    private readonly uint[] _palette = new uint[256];
    private int _paletteCount;
    private (int R, int G, int B)? _transparent;

    /// <summary>False where PLTE is not 1..256 triples, or more colours than the depth can index.</summary>
    public bool ReadPalette(ReadOnlySpan<byte> plte)
    {
        if (plte.Length == 0 || plte.Length % 3 != 0 || plte.Length > 3 * 256)
        {
            return false;
        }

        _paletteCount = plte.Length / 3;
        for (var i = 0; i < _paletteCount; i++)
        {
            _palette[i] = Pack(plte[3 * i], plte[3 * i + 1], plte[3 * i + 2], 255);
        }

        return header.Color != PngColor.Palette || _paletteCount <= 1 << header.BitDepth;
    }

    /// <summary>False where tRNS does not fit the colour type.</summary>
    public bool ReadTransparency(ReadOnlySpan<byte> trns)
    {
        switch (header.Color)
        {
            case PngColor.Palette when trns.Length <= _paletteCount:
                for (var i = 0; i < trns.Length; i++)
                {
                    _palette[i] = _palette[i] & Pack(255, 255, 255, 0) | Pack(0, 0, 0, trns[i]);
                }

                return true;
            case PngColor.Gray when trns.Length == 2:
                var gray = BinaryPrimitives.ReadUInt16BigEndian(trns);
                _transparent = (gray, gray, gray);
                return true;
            case PngColor.Rgb when trns.Length == 6:
                _transparent = (
                    BinaryPrimitives.ReadUInt16BigEndian(trns),
                    BinaryPrimitives.ReadUInt16BigEndian(trns[2..]),
                    BinaryPrimitives.ReadUInt16BigEndian(trns[4..]));
                return true;
            default:
                return false;
        }
    }

    public bool HasPalette => _paletteCount > 0;

    /// <summary>Converts <c>rgba.Length / 4</c> pixels.</summary>
    /// <returns>False where a pixel names a colour that the palette does not have.</returns>
    public bool ToRgba(ReadOnlySpan<byte> row, Span<byte> rgba)
    {
        switch (header.Color, header.BitDepth)
        {
            case (PngColor.Rgba, 8):
                row[..rgba.Length].CopyTo(rgba);
                return true;
            case (PngColor.Rgb, 8) when _transparent is null:
                ExpandRgb(row, rgba);
                return true;
            case (PngColor.Palette, _):
                return LookUp(row, MemoryMarshal.Cast<byte, uint>(rgba));
            default:
                ConvertEach(row, MemoryMarshal.Cast<byte, uint>(rgba));
                return true;
        }
    }

    private static void ExpandRgb(ReadOnlySpan<byte> row, Span<byte> rgba)
    {
        for (int from = 0, to = 0; to + 3 < rgba.Length && from + 2 < row.Length; from += 3, to += 4)
        {
            rgba[to] = row[from];
            rgba[to + 1] = row[from + 1];
            rgba[to + 2] = row[from + 2];
            rgba[to + 3] = 255;
        }
    }

    private bool LookUp(ReadOnlySpan<byte> row, Span<uint> pixels)
    {
        var highest = 0;
        for (var i = 0; i < pixels.Length; i++)
        {
            var index = Sample(row, i);
            highest = Math.Max(highest, index);
            pixels[i] = _palette[index];
        }

        return highest < _paletteCount;
    }

    private void ConvertEach(ReadOnlySpan<byte> row, Span<uint> pixels)
    {
        var channels = header.BitsPerPixel / header.BitDepth;
        for (var i = 0; i < pixels.Length; i++)
        {
            var first = Sample(row, channels * i);
            var (r, g, b) = channels >= 3 ? (first, Sample(row, channels * i + 1), Sample(row, channels * i + 2)) : (first, first, first);
            byte alpha = channels is 2 or 4
                ? ToByte(Sample(row, channels * i + channels - 1))
                : _transparent == (r, g, b) ? (byte)0 : (byte)255;
            pixels[i] = Pack(ToByte(r), ToByte(g), ToByte(b), alpha);
        }
    }

    private int Sample(ReadOnlySpan<byte> row, int index) => header.BitDepth switch
    {
        8 => row[index],
        16 => BinaryPrimitives.ReadUInt16BigEndian(row[(2 * index)..]),
        var depth => (row[index * depth / 8] >> (8 - depth - index * depth % 8)) & ((1 << depth) - 1),
    };

    // Full scale to full scale. Below eight bits this repeats the bits; from sixteen it is the nearest of the 256 levels.
    private byte ToByte(int sample) => header.BitDepth switch
    {
        8 => (byte)sample,
        16 => (byte)((sample * 255 + 32_895) >> 16),
        4 => (byte)(sample * 17),
        2 => (byte)(sample * 85),
        _ => (byte)(sample * 255),
    };

    private static uint Pack(byte r, byte g, byte b, byte a) => MemoryMarshal.Read<uint>([r, g, b, a]);
}
