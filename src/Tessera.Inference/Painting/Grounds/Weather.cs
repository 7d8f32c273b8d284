using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Grounds;

/// <summary>What falls in front of everything.</summary>
internal static class Weather
{
    public static void Fall(Setting setting)
    {
        var chance = setting.Chance("weather");
        if (setting.Hour == Hour.Rain)
        {
            for (var i = 0; i < (int)(220 * setting.Wide * setting.Tall); i++)
            {
                var (x, y, length) = (chance.Unit() * setting.Wide, chance.Unit() * setting.Tall, chance.Between(0.02f, 0.05f));
                setting.Pen.Patch(Shape.Line(0.0018f, x, y, x - length * 0.2f, y + length), Ink.Hex(0xDCE9F4).Fade(0.5f));
            }
        }

        if (setting.Hour == Hour.Snowfall)
        {
            for (var i = 0; i < (int)(170 * setting.Wide * setting.Tall); i++)
            {
                var r = 0.003f + 0.007f * chance.Unit() * chance.Unit();
                setting.Pen.Soft(chance.Unit() * setting.Wide, chance.Unit() * setting.Tall, r * 1.4f, r * 1.4f, Ink.White);
            }
        }
    }
}
