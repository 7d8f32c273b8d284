using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Words;

/// <summary>The colours that the painter knows, and the words that change them.</summary>
internal static class Colours
{
    public static readonly (string Words, uint Rgb)[] List =
    [
        ("red|ruby|scarlet", 0xD7263D), ("crimson", 0xB0122E), ("maroon|burgundy", 0x7A1F2B), ("orange", 0xF5831F), ("coral", 0xFF7F62),
        ("peach", 0xFFC49B), ("yellow", 0xF9CE23), ("mustard|ochre", 0xD19C1D), ("golden", 0xE3AC2B), ("lime", 0x9BD42F),
        ("green|emerald", 0x37A34A), ("olive", 0x86862F), ("mint", 0x9FE0C0), ("teal", 0x14878A), ("turquoise", 0x35C9BE),
        ("cyan|aqua", 0x2FC4E0), ("blue|azure|sapphire", 0x2B6CD4), ("navy", 0x1D2F66), ("indigo", 0x4338A8), ("purple", 0x7E3FB5),
        ("violet", 0x8C5BE0), ("lavender|lilac", 0xBDA7E8), ("magenta|fuchsia", 0xD4318F), ("pink", 0xF58FB4), ("rose", 0xE6607F),
        ("brown", 0x85542F), ("chocolate", 0x5A3420), ("tan|khaki", 0xC8A272), ("beige|cream|ivory", 0xEFE3C8), ("white|snowy", 0xF6F5F1),
        ("grey|gray", 0x8F959C), ("charcoal", 0x3B3F46), ("black", 0x26272C), ("sky blue", 0x7CC0F0), ("ginger", 0xD9813A),
    ];

    public static readonly Shade[] Shades =
    [
        new("light", ink => ink.Lighter(0.42f)),
        new("pale", ink => ink.Softer(0.15f).Lighter(0.55f)),
        new("pastel", ink => ink.Softer(0.1f).Lighter(0.5f)),
        new("soft", ink => ink.Softer(0.18f).Lighter(0.2f)),
        new("dark", ink => ink.Darker(0.45f)),
        new("deep", ink => ink.Darker(0.3f)),
        new("bright", ink => Vivid(ink, 0.3f)),
        new("vivid", ink => Vivid(ink, 0.4f)),
        new("neon", ink => Vivid(ink, 0.6f).Lighter(0.08f)),
        new("hot", ink => Vivid(ink, 0.35f)),
        new("royal", ink => ink.Darker(0.2f)),
        new("dusty", ink => ink.Softer(0.45f)),
        new("muted", ink => ink.Softer(0.5f)),
    ];

    public static readonly NamedInk[] Rainbow =
    [
        new("red", Ink.Hex(0xE0393E)), new("orange", Ink.Hex(0xF5831F)), new("yellow", Ink.Hex(0xF9CE23)),
        new("green", Ink.Hex(0x43A047)), new("blue", Ink.Hex(0x2B6CD4)), new("purple", Ink.Hex(0x7E3FB5)),
    ];

    private static Ink Vivid(Ink ink, float by) => new(
        Arith.Clamp(ink.Luma + (ink.R - ink.Luma) * (1 + by)),
        Arith.Clamp(ink.Luma + (ink.G - ink.Luma) * (1 + by)),
        Arith.Clamp(ink.Luma + (ink.B - ink.Luma) * (1 + by)));
}
