using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Grounds;

/// <summary>Backgrounds in the open.</summary>
internal static class Lands
{
    public static void Meadow(Setting setting)
    {
        var horizon = GroundList.Meadow.Horizon;
        Skies.Paint(setting, horizon);
        var edge = setting.Tall * horizon;
        Hills(setting, edge, Lit(setting, Ink.Hex(0x8DB98A)), 0.10f, 5);
        Hills(setting, edge, Lit(setting, Ink.Hex(0x79AE63)), 0.05f, 9);
        Grass(setting, edge, Lit(setting, Ink.Hex(0x6DB04A)), Lit(setting, Ink.Hex(0x3F7F33)));
    }

    /// <summary>A colour of the day as the hour shows it.</summary>
    public static Ink Lit(Setting setting, Ink ink) => setting.Hour switch
    {
        Hour.Night => ink.Darker(0.62f).Mix(Ink.Hex(0x1A2550), 0.35f),
        Hour.Sunset => ink.Darker(0.22f).Mix(Ink.Hex(0xE08A5A), 0.22f),
        Hour.Rain => ink.Softer(0.4f).Darker(0.12f),
        Hour.Snowfall => ink.Softer(0.5f).Lighter(0.45f),
        _ => ink,
    };

    public static void Hills(Setting setting, float edge, Ink ink, float rise, uint salt)
    {
        var points = new List<float> { -0.2f, setting.Tall + 0.1f };
        for (var x = -0.2f; x <= setting.Wide + 0.21f; x += 0.1f)
        {
            points.Add(x);
            points.Add(edge + 0.02f - rise * setting.Tall * Noise.Layered(x * 1.7f, salt, setting.Grain + salt, 2) * 1.6f);
        }

        points.AddRange([setting.Wide + 0.3f, setting.Tall + 0.1f]);
        var bottom = setting.Tall;
        setting.Pen.Tint(Shape.Blob([.. points]), (_, y) => ink.Lighter(0.25f * Arith.Clamp((edge - y) / (rise * bottom))));
    }

    public static void Grass(Setting setting, float edge, Ink far, Ink near)
    {
        var layers = setting.Hand.Layers;
        setting.Flood((x, y) =>
        {
            if (y < edge)
            {
                return Ink.Clear;
            }

            var t = (y - edge) / (setting.Tall - edge);
            var ink = far.Lighter(0.12f * (1 - t)).Mix(near, t * 0.8f);
            if (layers == 0)
            {
                return ink;
            }

            var depth = 1 / (0.12f + t);
            var patch = Noise.Layered(x * depth * 3, depth * 6, setting.Grain, layers) - 0.5f;
            return ink.Times(1 + 0.3f * patch);
        });
        if (setting.Hand.Manner == Manner.Rendered)
        {
            Blades(setting, edge, near);
        }
    }

    private static void Blades(Setting setting, float edge, Ink near)
    {
        var chance = setting.Chance("blades");
        var count = (int)(setting.Wide * (60 + 150 * setting.Hand.Layers));
        for (var i = 0; i < count; i++)
        {
            // Sorted from far to near, so that nearer blades stand in front.
            var t = (i + 0.5f) / count;
            var y = edge + (setting.Tall - edge + 0.04f) * t;
            var x = chance.Unit() * setting.Wide;
            var tall = (0.008f + 0.045f * t) * chance.Between(0.6f, 1.3f);
            var lean = chance.Between(-0.4f, 0.4f) * tall;
            var shade = chance.Between(-0.2f, 0.35f);
            var ink = shade > 0 ? near.Lighter(shade) : near.Darker(-shade);
            var half = 0.0012f + 0.0022f * t;
            setting.Pen.Patch(Shape.Polygon(x - half, y, x + lean, y - tall, x + half, y), ink.Fade(0.8f));
        }
    }
}
