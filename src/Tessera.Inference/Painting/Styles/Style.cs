namespace Tessera.Inference.Painting.Styles;

/// <summary>How the whole picture is made.</summary>
internal enum Style
{
    /// <summary>Soft light, grain and shadow: what is drawn unless the prompt names a style.</summary>
    Rendered,
    Icon,
    Flat,
    Product,
    Line,
    Watercolour,
    Pixel,
    Pencil,
    Pastel,
}

internal static class StyleList
{
    public static readonly (string Words, Style Style)[] Words =
    [
        ("icon|app icon|logo|emoji|sticker|badge|icon of|logo of", Style.Icon),
        ("flat|flat illustration|vector|vector art|vector illustration|cartoon|clipart|clip art|flat design|minimalist illustration|2d", Style.Flat),
        ("product shot|product photo|product photography|product picture|studio shot|studio photo|studio|catalogue photo|catalog photo|packshot", Style.Product),
        ("line art|line drawing|lineart|outline|outlines|coloring page|colouring page|coloring book|colouring book|ink drawing|black and white drawing", Style.Line),
        ("watercolor|watercolour|watercolor painting|watercolour painting|aquarelle", Style.Watercolour),
        ("pixel art|pixelart|8 bit|8bit|16 bit|pixelated|pixel", Style.Pixel),
        ("in pencil|sketch|pencil sketch|pencil drawing|charcoal drawing|sketched|hand drawn|hand drawn sketch", Style.Pencil),
        ("pastel drawing|pastel colors|pastel colours|pastel illustration|pastel style|chalk|in pastel", Style.Pastel),
    ];

    /// <summary>As it stands in a description, before "of".</summary>
    public static string? Name(Style style) => style switch
    {
        Style.Icon => "an icon",
        Style.Flat => "a flat illustration",
        Style.Product => "a product shot",
        Style.Line => "a line drawing",
        Style.Watercolour => "a watercolour",
        Style.Pixel => "pixel art",
        Style.Pencil => "a pencil sketch",
        Style.Pastel => "a pastel drawing",
        _ => null,
    };
}
