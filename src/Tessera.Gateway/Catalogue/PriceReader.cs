using Tessera.Ledger.Money;

namespace Tessera.Gateway.Catalogue;

/// <summary>From written price blocks to lines, each with its source and date.</summary>
internal static class PriceReader
{
    private const long Million = 1_000_000;

    /// <summary>A megapixel is 1024 × 1024 pixels, so that a square picture of that size costs the published figure and not 5 % more.</summary>
    public const long MegapixelPixels = 1024 * 1024;

    private static readonly Dictionary<string, PriceUnit> TokenUnits = new(StringComparer.Ordinal)
    {
        ["text_in"] = PriceUnit.TextIn,
        ["cached_text_in"] = PriceUnit.CachedTextIn,
        ["image_in"] = PriceUnit.ImageIn,
        ["cached_image_in"] = PriceUnit.CachedImageIn,
        ["text_out"] = PriceUnit.TextOut,
        ["image_out"] = PriceUnit.ImageOut,
    };

    public static PriceList Read(Place place, IReadOnlyList<PriceData> blocks, IReadOnlyCollection<string> sources)
    {
        var lines = new List<PriceLine>();
        for (var i = 0; i < blocks.Count; i++)
        {
            Read(place.At("prices", i), blocks[i], sources, lines);
        }

        foreach (var twice in lines.GroupBy(line => (line.Unit, line.Size, line.Quality)).Where(same => same.Count() > 1))
        {
            place.Wrong($"two lines for {twice.Key}");
        }

        return lines.Count == 0 ? PriceList.Unknown : new PriceList(lines);
    }

    private static void Read(Place place, PriceData block, IReadOnlyCollection<string> sources, List<PriceLine> lines)
    {
        place.Unknown(block);
        var source = place.At("source").OneOf(block.Source, sources);
        var asOf = WrittenValues.Day(place.At("as_of"), place.At("as_of").Text(block.AsOf)) ?? default;
        foreach (var (unit, usd) in block.UsdPerMillion)
        {
            var at = place.At($"usd_per_million.{unit}");
            at.OneOf(unit, TokenUnits.Keys);
            lines.Add(new PriceLine(TokenUnits.GetValueOrDefault(unit), Money(at, usd), Million, source, asOf));
        }

        for (var i = 0; i < block.UsdPerImage.Count; i++)
        {
            var at = place.At("usd_per_image", i);
            var picture = block.UsdPerImage[i];
            at.Unknown(picture);
            if (picture.Size is not null)
            {
                WrittenValues.Size(at.At("size"), picture.Size);
            }

            lines.Add(new PriceLine(PriceUnit.Image, Money(at.At("usd"), picture.Usd), 1, source, asOf)
            {
                Size = picture.Size,
                Quality = picture.Quality,
            });
        }

        if (block.UsdPerMegapixel is not null)
        {
            var usd = Money(place.At("usd_per_megapixel"), block.UsdPerMegapixel);
            lines.Add(new PriceLine(PriceUnit.Pixel, usd, MegapixelPixels, source, asOf));
        }
    }

    private static Usd Money(Place place, string? text)
    {
        if (!Usd.TryParse(text, out var amount))
        {
            place.Wrong($"'{text}' is not an amount (0.042, at most nine places)");
        }

        return amount;
    }
}
