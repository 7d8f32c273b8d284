using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Grounds;

/// <summary>The sea from above, from the beach and from below.</summary>
internal static class Waters
{
    public static void Sea(Setting setting)
    {
        Skies.Paint(setting, 0.48f);
        Water(setting, setting.Tall * 0.48f, setting.Tall * 1.01f);
    }

    public static void Beach(Setting setting)
    {
        Skies.Paint(setting, 0.42f);
        var shore = setting.Tall * 0.62f;
        Water(setting, setting.Tall * 0.42f, shore + 0.06f);
        Wilds.Sand(setting with { }, shore + 0.03f, Lands.Lit(setting, Ink.Hex(0xF2DDB0)), Lands.Lit(setting, Ink.Hex(0xDDBB82)));
        var wave = new List<float>();
        for (var x = -0.2f; x <= setting.Wide + 0.2f; x += 0.08f)
        {
            wave.AddRange([x, shore + 0.028f + 0.016f * (Noise.Value(x * 4, 2, setting.Grain) - 0.5f)]);
        }

        setting.Pen.Patch(Shape.Curve(0.03f, 0.03f, [.. wave]), Ink.White.Fade(setting.Hour == Hour.Night ? 0.3f : 0.75f));
        setting.Pen.Soft(setting.Wide / 2, shore + 0.05f, setting.Wide, 0.04f, Lands.Lit(setting, Ink.Hex(0xB58E5A)).Fade(0.5f));
    }

    public static void Under(Setting setting)
    {
        var (top, bottom) = setting.Hour == Hour.Night ? (Ink.Hex(0x14467A), Ink.Hex(0x06142E)) : (setting.Colour ?? Ink.Hex(0x4FC1DE), Ink.Hex(0x0C3F73));
        var layers = setting.Hand.Layers;
        var floor = setting.Tall * 0.86f;
        setting.Flood((x, y) =>
        {
            var t = Arith.Clamp(y / setting.Tall);
            var ink = top.Mix(bottom, t);
            if (layers == 0)
            {
                return ink;
            }

            var ray = Noise.Layered(x * 5 + y * 1.6f, 3, setting.Grain, 2);
            return ink.Lighter(0.3f * Arith.Step(0.5f, 0.8f, ray) * (1 - t) * (1 - t));
        });
        var chance = setting.Chance("bubbles");
        var bed = new List<float> { -0.2f, setting.Tall + 0.2f };
        for (var x = -0.2f; x <= setting.Wide + 0.21f; x += 0.1f)
        {
            bed.AddRange([x, floor + 0.07f * (Noise.Value(x * 3, 8, setting.Grain) - 0.3f)]);
        }

        setting.Pen.Tint(Shape.Blob([.. bed, setting.Wide + 0.3f, setting.Tall + 0.2f]), (_, y) => Ink.Hex(0xC9B98A).Mix(bottom, 0.55f - 0.3f * (y - floor)));
        for (var i = 0; i < (int)(7 * setting.Wide); i++)
        {
            var (x, tall) = (chance.Unit() * setting.Wide, chance.Between(0.1f, 0.24f));
            var sway = chance.Between(-0.03f, 0.03f);
            setting.Pen.Patch(Shape.Curve(0.016f, 0.003f, x, floor + 0.06f, x + sway, floor - tall * 0.3f, x - sway, floor - tall * 0.6f, x + sway, floor - tall), Ink.Hex(0x2E8A5C).Mix(bottom, chance.Between(0.1f, 0.5f)));
        }

        for (var i = 0; i < (int)(26 * setting.Wide); i++)
        {
            var (x, y, r) = (chance.Unit() * setting.Wide, chance.Unit() * floor, chance.Between(0.003f, 0.013f));
            setting.Pen.Patch(Shape.Circle(x, y, r).Without(Shape.Circle(x, y, r * 0.8f)), Ink.White.Fade(0.4f));
            setting.Pen.Patch(Shape.Circle(x - r * 0.35f, y - r * 0.35f, r * 0.22f), Ink.White.Fade(0.7f));
        }
    }

    private static void Water(Setting setting, float top, float bottom)
    {
        var far = Lands.Lit(setting, Ink.Hex(0x3F9CC8));
        var near = Lands.Lit(setting, Ink.Hex(0x1F6FA8));
        var (_, _, sky) = Skies.Colours(setting);
        var layers = setting.Hand.Layers;
        setting.Flood((x, y) =>
        {
            if (y < top || y > bottom)
            {
                return Ink.Clear;
            }

            var t = (y - top) / (setting.Tall - top);
            var ink = far.Mix(near, Arith.Clamp(t * 1.6f)).Mix(sky, 0.3f * (1 - t) * (1 - t));
            if (layers == 0)
            {
                return ink;
            }

            var depth = 1 / (0.08f + t);
            var wave = Noise.Layered(x * depth * 2.2f, depth * 14, setting.Grain, layers);
            return ink.Mix(sky.Lighter(0.3f), 0.55f * Arith.Step(0.58f, 0.8f, wave)).Darker(0.25f * Arith.Step(0.45f, 0.25f, wave));
        });
    }
}
