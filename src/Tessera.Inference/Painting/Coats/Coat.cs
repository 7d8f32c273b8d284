using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Coats;

/// <summary>A colour and what it is made of.</summary>
internal readonly record struct Coat(Ink Ink, Material Material = Material.Plain)
{
    public static Coat Hex(uint rgb, Material material = Material.Plain) => new(Ink.Hex(rgb), material);

    public Coat Darker(float t) => this with { Ink = Ink.Darker(t) };

    public Coat Lighter(float t) => this with { Ink = Ink.Lighter(t) };
}
