using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Painting.Things;

namespace Tessera.Inference.Painting.Grounds;

/// <summary>Forest, mountains, desert and snow.</summary>
internal static class Wilds
{
    public static void Forest(Setting setting)
    {
        var edge = setting.Tall * 0.62f;
        var mist = Lands.Lit(setting, Ink.Hex(0xD6E6CE));
        setting.Flood((x, y) => mist.Mix(Lands.Lit(setting, Ink.Hex(0x9CC28C)), Arith.Clamp(MathF.Abs(x - setting.Wide * 0.45f) / setting.Wide + 0.5f * (1 - y / edge))));
        var chance = setting.Chance("trunks");
        for (var row = 0; row < 3; row++)
        {
            var fade = 0.68f - row * 0.3f;
            var trunk = Lands.Lit(setting, Ink.Hex(0x4E3B2C)).Mix(mist, fade);
            var count = (int)(setting.Wide * (13 - 4 * row));
            for (var i = 0; i < count; i++)
            {
                var x = (i + chance.Between(0.1f, 0.9f)) * setting.Wide / count;
                var half = (0.008f + 0.011f * row) * chance.Between(0.7f, 1.3f);
                var foot = edge + 0.012f + 0.035f * row;
                setting.Pen.Patch(Shape.Polygon(x - half * 0.8f, -0.1f, x + half * 0.8f, -0.1f, x + half, foot - 0.03f, x + half * 2, foot, x - half * 2, foot, x - half, foot - 0.03f), trunk);
            }

            var leaf = Lands.Lit(setting, Ink.Hex(0x3F7A3C)).Mix(mist, fade);
            var seed = setting.Grain + (uint)row * 31;
            var layers = Math.Max(1, setting.Hand.Layers + 1);
            setting.Pen.Tint(Shape.Box(-1, -1, setting.Wide + 2, 1 + edge * 0.62f), (x, y) =>
            {
                var crown = Noise.Layered(x * 5 + row * 9, y * 5, seed, layers) + 0.34f * (1 - y / (edge * 0.5f)) - 0.05f * row;
                return leaf.Times(0.88f + 0.3f * crown).Fade(Arith.Step(0.47f, 0.56f, crown));
            });
        }

        Lands.Grass(setting, edge, Lands.Lit(setting, Ink.Hex(0x7FA552)), Lands.Lit(setting, Ink.Hex(0x35662F)));
        setting.Pen.Soft(setting.Wide * 0.42f, edge, setting.Wide * 0.5f, 0.16f, Ink.Hex(0xFFF6C8).Fade(setting.Hour == Hour.Day ? 0.4f : 0.1f));
    }

    public static void Mountains(Setting setting)
    {
        var edge = setting.Tall * 0.62f;
        Skies.Paint(setting, 0.62f);
        var (_, _, air) = Skies.Colours(setting);
        Range(setting, edge, 0.4f, Lands.Lit(setting, Ink.Hex(0x7F90AC)).Mix(air, 0.35f), 3, snow: true);
        Range(setting, edge, 0.22f, Lands.Lit(setting, Ink.Hex(0x5F7A86)).Mix(air, 0.1f), 8, snow: false);
        Lands.Hills(setting, edge, Lands.Lit(setting, Ink.Hex(0x5C8C5A)), 0.05f, 6);
        Lands.Grass(setting, edge, Lands.Lit(setting, Ink.Hex(0x79AE55)), Lands.Lit(setting, Ink.Hex(0x417F36)));
    }

    public static void Desert(Setting setting)
    {
        var edge = setting.Tall * 0.6f;
        Skies.Paint(setting, 0.6f);
        Lands.Hills(setting, edge, Lands.Lit(setting, Ink.Hex(0xE9B97A)), 0.09f, 4);
        Lands.Hills(setting, edge + 0.03f, Lands.Lit(setting, Ink.Hex(0xDDA35C)), 0.06f, 7);
        Sand(setting, edge + 0.01f, Lands.Lit(setting, Ink.Hex(0xEBBF80)), Lands.Lit(setting, Ink.Hex(0xC98B4B)));
    }

    public static void Snow(Setting setting)
    {
        var edge = setting.Tall * 0.6f;
        Skies.Paint(setting with { Hour = setting.Hour == Hour.Day ? Hour.Snowfall : setting.Hour }, 0.6f);
        Lands.Hills(setting, edge, Tone(0xC9D8E6), 0.1f, 4);
        var chance = setting.Chance("pines");
        for (var i = 0; i < (int)(9 * setting.Wide); i++)
        {
            var size = chance.Between(0.05f, 0.13f);
            var pen = setting.Pen.At(chance.Unit() * setting.Wide, edge + 0.01f - size, size / 130);
            Plants.Pine(pen.At(-45, 0), new Kit(new Coat(Tone(0x6C8A8C)), default, false, chance));
        }

        var (far, near) = (Tone(0xE6EEF5), Tone(0xF8FAFD));
        var layers = Math.Max(1, setting.Hand.Layers);
        setting.Flood((x, y) =>
        {
            var t = (y - edge) / (setting.Tall - edge);
            var drift = Noise.Layered(x * 2.2f, t * 4, setting.Grain, layers);
            return y < edge ? Ink.Clear : far.Mix(near, t).Mix(Tone(0xC4D4E8), 0.5f * Arith.Step(0.5f, 0.75f, drift));
        });

        Ink Tone(uint rgb) => setting.Hour is Hour.Night or Hour.Sunset ? Lands.Lit(setting, Ink.Hex(rgb)) : Ink.Hex(rgb);
    }

    public static void Sand(Setting setting, float edge, Ink far, Ink near)
    {
        var layers = setting.Hand.Layers;
        setting.Flood((x, y) =>
        {
            if (y < edge)
            {
                return Ink.Clear;
            }

            var t = (y - edge) / (setting.Tall - edge);
            var ink = far.Mix(near, t * 0.6f);
            if (layers == 0)
            {
                return ink;
            }

            var depth = 1 / (0.15f + t);
            var ripple = Arith.Sin(depth * 3 + 1.6f * Noise.Layered(x * depth * 2, depth * 2, setting.Grain, layers));
            var grain = layers > 1 ? Noise.Value(x * 420, y * 420, setting.Grain + 3) - 0.5f : 0;
            return ink.Times(1 + 0.045f * ripple * t + 0.07f * grain);
        });
    }

    private static void Range(Setting setting, float edge, float rise, Ink ink, uint salt, bool snow)
    {
        var points = new List<float> { -0.1f, edge + 0.1f };
        for (var x = -0.1f; x <= setting.Wide + 0.1f; x += 0.02f)
        {
            points.Add(x);
            points.Add(edge - rise * setting.Tall * Crest(x));
        }

        points.AddRange([setting.Wide + 0.1f, edge + 0.1f]);
        setting.Pen.Tint(Shape.Polygon([.. points]), (x, y) =>
        {
            var below = (y - (edge - rise * setting.Tall * Crest(x))) / (rise * setting.Tall);
            var side = Noise.Layered(x * 14 + y * 9, y * 4, setting.Grain + salt, 2) - 0.5f;
            var rock = ink.Times(1 + 0.4f * side).Lighter(0.2f * Arith.Clamp(below));
            var cap = snow ? Arith.Step(0.26f, 0.14f, below + 0.3f * side + 0.25f * (1 - Crest(x))) : 0;
            return rock.Mix(Lands.Lit(setting, Ink.Hex(0xF6F9FD)).Times(1 + 0.12f * side), cap);
        });

        float Crest(float x)
        {
            var ridge = 1 - MathF.Abs(Noise.Value(x * 2.3f, salt, setting.Grain + salt) * 2 - 1);
            return 0.25f + 0.5f * ridge + 0.25f * Noise.Layered(x * 7, salt + 3, setting.Grain + salt, 3);
        }
    }
}
