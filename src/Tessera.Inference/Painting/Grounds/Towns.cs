using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Grounds;

/// <summary>City, road and space.</summary>
internal static class Towns
{
    public static void City(Setting setting)
    {
        var edge = setting.Tall * 0.64f;
        Skies.Paint(setting, 0.64f);
        var (_, _, air) = Skies.Colours(setting);
        var chance = setting.Chance("blocks");
        uint[] walls = [0x8D9DB0, 0xB59A8A, 0x7F8FA6, 0xC2B49E, 0x9A8FA8, 0x6F8796];
        for (var row = 0; row < 3; row++)
        {
            for (var x = -0.05f; x < setting.Wide;)
            {
                var (wide, tall) = (chance.Between(0.08f, 0.17f), chance.Between(0.12f, 0.42f - row * 0.07f) * setting.Tall);
                var wall = Lands.Lit(setting, Ink.Hex(chance.Pick(walls))).Mix(air, 0.55f - row * 0.25f);
                setting.Pen.Patch(Shape.Box(x, edge - tall, wide, tall + 0.02f), wall);
                setting.Pen.Patch(Shape.Box(x + wide * 0.72f, edge - tall, wide * 0.28f, tall + 0.02f), Ink.Black.Fade(0.12f));
                Windows(setting, chance, x, edge - tall, wide, tall, wall);
                x += wide + chance.Between(0.0f, 0.03f);
            }
        }

        Road(setting, edge);
    }

    public static void Street(Setting setting)
    {
        var edge = setting.Tall * 0.6f;
        Skies.Paint(setting, 0.6f);
        Lands.Hills(setting, edge, Lands.Lit(setting, Ink.Hex(0x8DB98A)), 0.1f, 5);
        Lands.Hills(setting, edge, Lands.Lit(setting, Ink.Hex(0x79AE63)), 0.05f, 9);
        Road(setting, edge);
    }

    public static void Space(Setting setting)
    {
        var chance = setting.Chance("nebula");
        Ink[] glows = [Ink.Hex(0x5A3FA8), Ink.Hex(0x2B5FA8), Ink.Hex(0x9A3F7A), Ink.Hex(0x1F7A8C)];
        var (a, b) = (chance.Pick(glows), chance.Pick(glows));
        var layers = Math.Max(2, setting.Hand.Layers + 1);
        setting.Flood((x, y) =>
        {
            var haze = Noise.Layered(x * 1.8f, y * 1.8f, setting.Grain, layers);
            var other = Noise.Layered(x * 2.2f + 9, y * 2.2f, setting.Grain + 5, 2);
            return Ink.Hex(0x070A1C).Mix(a, 0.75f * Arith.Step(0.45f, 0.85f, haze)).Mix(b, 0.5f * Arith.Step(0.52f, 0.9f, other));
        });
        Skies.Stars(setting, setting.Tall);
        Skies.Stars(setting with { Seed = setting.Seed + 1 }, setting.Tall);
    }

    private static void Road(Setting setting, float edge)
    {
        var layers = setting.Hand.Layers;
        var asphalt = Lands.Lit(setting, Ink.Hex(0x6A6E76));
        setting.Flood((x, y) =>
        {
            if (y < edge)
            {
                return Ink.Clear;
            }

            var t = (y - edge) / (setting.Tall - edge);
            if (t < 0.16f)
            {
                return Lands.Lit(setting, Ink.Hex(0xB9B4AA)).Darker(t < 0.13f ? 0 : 0.3f);
            }

            var grain = layers > 0 ? Noise.Value(x * 300, y * 300, setting.Grain) - 0.5f : 0;
            return asphalt.Darker(0.18f * (1 - t)).Times(1 + 0.12f * grain);
        });
        var lane = edge + (setting.Tall - edge) * 0.84f;
        for (var x = -0.1f; x < setting.Wide; x += 0.3f)
        {
            setting.Pen.Patch(Shape.Polygon(x + 0.02f, lane, x + 0.18f, lane, x + 0.17f, lane + 0.02f, x, lane + 0.02f), Lands.Lit(setting, Ink.Hex(0xF4EFDD)).Fade(0.9f));
        }
    }

    private static void Windows(Setting setting, Chance chance, float x, float y, float wide, float tall, Ink wall)
    {
        var night = setting.Hour is Hour.Night or Hour.Sunset;
        var columns = Math.Max(2, (int)(wide / 0.028f));
        var rows = Math.Max(2, (int)(tall / 0.036f));
        var (w, h) = (wide / columns, tall / rows);
        for (var row = 0; row < rows - 1; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var lit = chance.Odds(night ? 0.5f : 0.15f);
                var pane = lit ? Ink.Hex(0xFBDF8E).Fade(night ? 0.95f : 0.6f) : wall.Darker(0.35f).Fade(0.8f);
                setting.Pen.Patch(Shape.Box(x + column * w + w * 0.25f, y + row * h + h * 0.35f, w * 0.5f, h * 0.45f), pane);
            }
        }
    }
}
