using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Coats;

/// <summary>The colour of one point of a body, from its coat, the light on it and the grain of its material.</summary>
internal static class Shading
{
    /// <param name="light">-1 turned away from the light, 0 facing the viewer, 1 turned to the light.</param>
    /// <param name="height">0 at the rim of the body, 1 deep inside.</param>
    /// <param name="x">In the drawing's own units, 100 to a typical height.</param>
    public static Ink Rendered(in Coat coat, float light, float height, float x, float y, uint seed, int layers)
    {
        var ink = layers == 0 ? coat.Ink : Grain(coat, x, y, light, seed, layers);
        if (coat.Material == Material.Metal)
        {
            return Metal(ink, light, height);
        }

        if (coat.Material == Material.Glass)
        {
            var rim = 1 - Arith.Step(0.35f, 0.95f, height);
            var glint = Arith.Step(0.45f, 0.9f, light);
            return ink.Darker(0.25f * rim).Mix(Ink.White, 0.25f + 0.75f * glint).Fade(0.22f + 0.5f * rim + 0.6f * glint);
        }

        var (depth, gloss) = Finish(coat.Material);
        if (light > 0)
        {
            ink = ink.Lighter(0.34f * light * depth);
            var shine = Arith.Clamp((light - 0.5f) * 2f);
            return ink.Mix(Ink.White, shine * shine * gloss);
        }

        ink = ink.Darker(-0.52f * light * depth);

        // A little light comes back from what stands around, at the rim of the dark side.
        var bounce = Arith.Clamp(-light - 0.35f) * (1 - height) * 0.5f;
        return ink.Lighter(bounce * 0.35f);
    }

    /// <summary>Two clear tones and no grain.</summary>
    public static Ink Flat(in Coat coat, float light)
    {
        var ink = coat.Material == Material.Glass ? coat.Ink.Mix(Ink.White, 0.3f).Fade(0.6f) : coat.Ink;
        var shade = ink.Darker(0.16f);
        var lit = ink.Lighter(0.14f);
        return ink.Mix(shade, Arith.Step(-0.20f, -0.23f, light)).Mix(lit, Arith.Step(0.42f, 0.45f, light));
    }

    private static (float Depth, float Gloss) Finish(Material material) => material switch
    {
        Material.Plastic => (0.9f, 0.45f),
        Material.Rubber => (1.0f, 0.35f),
        Material.Ceramic => (0.85f, 0.6f),
        Material.Leather => (0.9f, 0.25f),
        Material.Leaf => (0.8f, 0.15f),
        Material.Marble => (0.8f, 0.4f),
        Material.Paper => (0.45f, 0f),
        Material.Fabric or Material.Fur or Material.Feather => (0.8f, 0f),
        _ => (0.85f, 0.08f),
    };

    private static Ink Metal(in Ink ink, float light, float height)
    {
        // A horizon mirrored in the metal: dark below it, bright above, and a thin bright rim.
        var band = Arith.Sin(light * 0.85f + 0.06f);
        var shone = band > 0 ? ink.Mix(Ink.White, 0.75f * band * band) : ink.Darker(-0.55f * band);
        var spark = Arith.Step(0.55f, 0.75f, light) * (1 - Arith.Step(0.75f, 0.95f, light));
        return shone.Mix(Ink.White, 0.55f * spark).Darker(0.28f * (1 - Arith.Step(0.45f, 0.75f, height)));
    }

    private static Ink Grain(in Coat coat, float x, float y, float light, uint seed, int layers)
    {
        var ink = coat.Ink;
        switch (coat.Material)
        {
            case Material.Wood:
                return Wood(ink, x * 0.09f, y * 0.012f, seed, layers);
            case Material.Stone:
                var mottle = Noise.Layered(x * 0.16f, y * 0.16f, seed, layers + 1) - 0.5f;
                var speck = Noise.Value(x * 1.7f, y * 1.7f, seed + 9) - 0.5f;
                return ink.Times(1 + 0.2f * mottle + 0.07f * speck);
            case Material.Marble:
                var bend = Noise.Layered(x * 0.05f, y * 0.05f, seed, layers + 1);
                var vein = MathF.Abs(Arith.Sin(x * 0.012f + y * 0.02f + bend * 1.6f));
                return ink.Mix(ink.Darker(0.26f), (1 - Arith.Step(0, 0.3f, vein)) * 0.6f).Times(0.97f + 0.06f * bend);
            case Material.Fabric:
                var weave = Arith.Sin(x * 0.62f) * Arith.Sin(y * 0.62f);
                return ink.Times(1 + 0.035f * weave + 0.03f * (Noise.Value(x * 0.3f, y * 0.3f, seed) - 0.5f));
            case Material.Leather:
                return ink.Times(1 + 0.12f * (Noise.Layered(x * 0.5f, y * 0.5f, seed, layers) - 0.5f));
            case Material.Paper:
                return ink.Times(1 + 0.05f * (Noise.Layered(x * 0.7f, y * 0.7f, seed, layers) - 0.5f));
            case Material.Fur:
                // Hairs lie along one slant, long one way and short the other, and fall away from the light.
                var along = x * 0.35f + y * 0.9f;
                var across = x * 0.9f - y * 0.35f;
                var hair = Noise.Layered(across * 1.1f, along * 0.16f, seed, layers) - 0.5f;
                return ink.Times(1 + (0.24f + 0.08f * light) * hair);
            case Material.Feather:
                var barb = Noise.Layered(x * 0.16f, y * 0.7f, seed, layers) - 0.5f;
                return ink.Times(1 + 0.13f * barb);
            case Material.Leaf:
                return ink.Times(1 + 0.22f * (Noise.Layered(x * 0.12f, y * 0.12f, seed, layers) - 0.5f));
            default:
                return ink;
        }
    }

    /// <summary>Rings of a trunk cut lengthwise: slow waves along the board, fine dark pores across it.</summary>
    public static Ink Wood(in Ink ink, float across, float along, uint seed, int layers)
    {
        var warp = Noise.Layered(across * 0.55f, along * 2.2f, seed, layers);
        var rings = Arith.Sin(across * 1.1f + warp * 2.6f);
        var fibre = Noise.Value(across * 9f, along * 1.4f, seed + 3) - 0.5f;
        var pores = layers > 2 ? Noise.Value(across * 26f, along * 5f, seed + 5) - 0.5f : 0;
        var shade = 0.085f * rings + 0.19f * fibre + 0.15f * pores;
        return shade > 0 ? ink.Lighter(shade * 0.5f) : ink.Darker(-shade);
    }
}
