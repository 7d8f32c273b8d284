using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Grounds;

/// <summary>Skies by the hour, and what they are filled with.</summary>
internal static class Skies
{
    public static void Open(Setting setting) => Paint(setting, 1);

    /// <summary>The sky down to a horizon, as a share of the height.</summary>
    public static void Paint(Setting setting, float horizon)
    {
        var (zenith, middle, low) = Colours(setting);
        var bottom = setting.Tall * horizon;
        var night = setting.Hour == Hour.Night;
        var cloud = setting.Hour switch
        {
            Hour.Sunset => Ink.Hex(0xFFC9A8),
            Hour.Night => Ink.Hex(0x2A3566),
            Hour.Rain => Ink.Hex(0xC4CBD3),
            _ => Ink.White,
        };
        var layers = setting.Hand.Layers == 0 ? 0 : setting.Hand.Layers + 1;
        var cover = setting.Hour is Hour.Rain or Hour.Snowfall ? 0.34f : 0.52f;
        setting.Flood((x, y) =>
        {
            var t = Arith.Clamp(y / bottom);
            var ink = t < 0.6f ? zenith.Mix(middle, t / 0.6f) : middle.Mix(low, (t - 0.6f) / 0.4f);
            if (layers == 0 || y > bottom)
            {
                return ink;
            }

            var stretch = 1 + 1.6f * t;
            var puff = Noise.Layered(x * 1.5f + 3, y * 2.4f * stretch, setting.Grain, layers);
            var amount = Arith.Step(cover, cover + 0.3f, puff) * (night ? 0.5f : 0.85f) * (1 - 0.6f * t);
            return ink.Mix(cloud, amount);
        });
        if (night)
        {
            Stars(setting, bottom);
        }
    }

    public static (Ink Zenith, Ink Middle, Ink Low) Colours(Setting setting)
    {
        if (setting.Colour is { } asked)
        {
            return (asked.Darker(0.12f), asked, asked.Lighter(0.3f));
        }

        return setting.Hour switch
        {
            Hour.Sunset => (Ink.Hex(0x4B4A8F), Ink.Hex(0xE9787A), Ink.Hex(0xFFC66B)),
            Hour.Night => (Ink.Hex(0x0A1030), Ink.Hex(0x17224F), Ink.Hex(0x33406F)),
            Hour.Rain => (Ink.Hex(0x75828F), Ink.Hex(0x97A3AE), Ink.Hex(0xBAC3CA)),
            Hour.Snowfall => (Ink.Hex(0x9DB4CB), Ink.Hex(0xBFCFDE), Ink.Hex(0xE3EAF0)),
            _ => (Ink.Hex(0x3F8FDC), Ink.Hex(0x86C1EE), Ink.Hex(0xDDF0F8)),
        };
    }

    public static void Stars(Setting setting, float bottom)
    {
        var chance = setting.Chance("stars");
        var count = (int)(110 * setting.Wide * setting.Tall);
        for (var i = 0; i < count; i++)
        {
            var (x, y) = (chance.Unit() * setting.Wide, chance.Unit() * bottom);
            var size = 0.0008f + 0.0022f * chance.Unit() * chance.Unit();
            setting.Pen.Soft(x, y, size * 4, size * 4, Ink.Hex(0xDDE6FF).Fade(0.35f));
            setting.Pen.Patch(Shape.Circle(x, y, size), Ink.Hex(0xFDFBEF).Fade(0.5f + 0.5f * chance.Unit()));
        }
    }
}
