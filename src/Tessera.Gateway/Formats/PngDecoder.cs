using System.IO.Compression;
using System.Runtime.InteropServices;
using Tessera.Inference.Rasters;

namespace Tessera.Gateway.Formats;

/// <summary>
/// Decodes every PNG of the specification: all colour types and depths, Adam7, palette and tRNS. Gamma and profiles are ignored, as
/// image models ignore them. Memory: the raster and two scanlines, after the limits were checked.
/// </summary>
internal static class PngDecoder
{
    // Deflate cannot do better than 1,032 to 1 (258 bytes from two bits), so a small file cannot honestly claim a large raster.
    private const long InflateRatioMax = 1_032;

    /// <summary>x and y of the first pixel and the step to the next, for each of the seven Adam7 passes.</summary>
    private static ReadOnlySpan<byte> Adam7 => [0, 0, 8, 8, 4, 0, 8, 8, 0, 4, 4, 8, 2, 0, 4, 4, 0, 2, 2, 4, 1, 0, 2, 2, 0, 1, 1, 2];

    public static Decoded Decode(ReadOnlyMemory<byte> file, DecodeLimits limits)
    {
        if (PngHeader.Read(file.Span) is not { } header || ImageSniffer.Sniff(file.Span) is not { } info)
        {
            return Damaged("its header is not valid");
        }

        if (limits.Check(file.Length, header.Width, header.Height) is { } failure)
        {
            return failure;
        }

        if (header.RowBytes(header.Width) * (long)header.Height > file.Length * InflateRatioMax)
        {
            return Damaged("it is too short for its size");
        }

        var samples = new PngSamples(header);
        if (FindPixelData(file.Span, header, samples, out var fault) is not { } start)
        {
            return Damaged(fault);
        }

        try
        {
            using var inflater = new ZLibStream(new PngPixelData(file, start), CompressionMode.Decompress);
            var raster = new Raster(header.Width, header.Height);
            fault = header.Interlaced ? ReadInterlaced(inflater, header, samples, raster) : ReadRows(inflater, header, samples, raster);

            // Reading past the last row makes the inflater compare its checksum.
            fault ??= inflater.ReadByte() < 0 ? null : "it has more pixel data than pixels";
            return fault is null ? Decoded.Of(Orientation.Upright(raster, info.Orientation), info) : Damaged(fault);
        }
        catch (InvalidDataException)
        {
            return Damaged("its pixel data is damaged");
        }
        catch (EndOfStreamException)
        {
            return Damaged("its pixel data ends early");
        }
    }

    private static Decoded Damaged(string why) => Decoded.Failed(DecodeFailureKind.Damaged, $"The PNG cannot be read: {why}.");

    /// <summary>Reads what comes before the pixels; the answer is where the first IDAT begins.</summary>
    private static int? FindPixelData(ReadOnlySpan<byte> file, PngHeader header, PngSamples samples, out string fault)
    {
        fault = "its header fails its checksum";
        var chunks = new PngChunks(file[PngHeader.Signature.Length..]);
        while (chunks.MoveNext())
        {
            if (chunks.Is("IDAT"u8))
            {
                fault = "it needs a palette and has none";
                return header.Color == PngColor.Palette && !samples.HasPalette ? null : PngHeader.Signature.Length + chunks.Start;
            }

            var isTransparency = chunks.Is("tRNS"u8);
            if ((chunks.IsCritical || isTransparency) && !chunks.CrcMatches)
            {
                return null;
            }

            if (chunks.Is("PLTE"u8) && !samples.ReadPalette(chunks.Data))
            {
                fault = "its palette is not valid";
                return null;
            }

            if (isTransparency && !samples.ReadTransparency(chunks.Data))
            {
                fault = "its transparency does not fit its colours";
                return null;
            }
        }

        fault = "it has no pixel data";
        return null;
    }

    private static string? ReadRows(Stream inflater, PngHeader header, PngSamples samples, Raster raster)
    {
        var rows = new PngRows(header, header.Width);
        for (var y = 0; y < raster.Height; y++)
        {
            if (!rows.ReadNext(inflater, out var row))
            {
                return "a row names a filter that does not exist";
            }

            if (!samples.ToRgba(row, raster.Row(y)))
            {
                return "a pixel names a colour that its palette does not have";
            }
        }

        return null;
    }

    private static string? ReadInterlaced(Stream inflater, PngHeader header, PngSamples samples, Raster raster)
    {
        var pixels = MemoryMarshal.Cast<byte, uint>(raster.Pixels.AsSpan());
        var passPixels = new byte[4 * header.Width];
        for (var pass = Adam7; !pass.IsEmpty; pass = pass[4..])
        {
            var (left, top, stepX, stepY) = (pass[0], pass[1], pass[2], pass[3]);
            var width = (header.Width - left + stepX - 1) / stepX;
            if (width <= 0)
            {
                continue;
            }

            var rows = new PngRows(header, width);
            var rgba = passPixels.AsSpan(0, 4 * width);
            for (int y = top; y < header.Height; y += stepY)
            {
                if (!rows.ReadNext(inflater, out var row))
                {
                    return "a row names a filter that does not exist";
                }

                if (!samples.ToRgba(row, rgba))
                {
                    return "a pixel names a colour that its palette does not have";
                }

                var spread = MemoryMarshal.Cast<byte, uint>(rgba);
                for (var i = 0; i < width; i++)
                {
                    pixels[y * header.Width + left + i * stepX] = spread[i];
                }
            }
        }

        return null;
    }
}
