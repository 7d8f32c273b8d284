using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Grounds;

/// <summary>Backgrounds indoors.</summary>
internal static class Rooms
{
    private static readonly uint[] Walls = [0xDCE6E2, 0xE9DFD3, 0xD5DEE9, 0xE8E2EE, 0xE3E7D6, 0xEBD9D4];

    public static void Studio(Setting setting)
    {
        var tone = setting.Colour ?? setting.Chance("studio").Pick(Walls.Select(Ink.Hex).ToArray());
        var bend = setting.Tall * 0.66f;
        var (cx, cy) = (setting.Wide * 0.42f, setting.Tall * 0.42f);
        setting.Flood((x, y) =>
        {
            var (dx, dy) = ((x - cx) / setting.Wide, (y - cy) / setting.Tall);
            var glow = Arith.Clamp(1 - 1.5f * (dx * dx + dy * dy));
            var floor = Arith.Step(bend - 0.12f * setting.Tall, bend + 0.16f * setting.Tall, y);
            return tone.Darker(0.2f).Mix(tone.Lighter(0.35f), glow).Lighter(0.22f * floor);
        });
    }

    /// <summary>A rounded tile on white, behind an icon.</summary>
    public static void Badge(Setting setting)
    {
        uint[] tones = [0xCFE8F7, 0xFCE4C8, 0xDDF1DC, 0xF6DCE6, 0xE4DFF6, 0xFBF0C4];
        var tone = Ink.Hex(setting.Chance("badge").Pick(tones));
        setting.Flood((_, _) => Ink.White);
        var (left, top) = ((setting.Wide - 1) / 2, (setting.Tall - 1) / 2);
        setting.Pen.Tint(Shape.Box(left + 0.06f, top + 0.06f, 0.88f, 0.88f, 0.2f), (_, y) => tone.Lighter(0.3f).Mix(tone.Darker(0.06f), y - top));
    }

    public static void Paper(Setting setting)
    {
        var tone = setting.Colour ?? Ink.White;
        setting.Flood((_, _) => tone);
    }

    /// <summary>A wall with a pool of window light.</summary>
    public static void Wall(Setting setting, float bottom)
    {
        var tone = setting.Colour ?? setting.Chance("wall").Pick(Walls.Select(Ink.Hex).ToArray());
        var night = setting.Hour == Hour.Night;
        if (night)
        {
            tone = tone.Darker(0.62f);
        }
        else if (setting.Hour == Hour.Sunset)
        {
            tone = tone.Mix(Ink.Hex(0xF3A978), 0.35f);
        }

        var layers = setting.Hand.Layers;
        var (cx, cy) = (setting.Wide * 0.3f, bottom * 0.35f);
        setting.Flood((x, y) =>
        {
            var (dx, dy) = ((x - cx) / MathF.Max(setting.Wide, 1) / 0.75f, (y - cy) / bottom);
            var pool = Arith.Clamp(1 - (dx * dx + dy * dy * 0.8f));
            var ink = tone.Darker(0.2f).Mix(tone.Lighter(0.4f), pool * pool);
            if (layers > 1)
            {
                var plaster = Noise.Layered(x * 60, y * 60, setting.Grain, 2) - 0.5f;
                ink = ink.Times(1 + 0.018f * plaster);
            }

            return ink;
        });
    }

    public static void Room(Setting setting)
    {
        var floor = setting.Tall * 0.66f;
        Wall(setting, floor);
        Planks(setting, floor, Ink.Hex(0xB98A5C), floor - 0.5f * setting.Tall, rows: 4.2f);
        setting.Pen.Patch(Shape.Box(-1, floor - 0.035f, setting.Wide + 2, 0.035f), Ink.Hex(0xF4F0E8).Fade(0.92f));
        setting.Pen.Patch(Shape.Box(-1, floor - 0.004f, setting.Wide + 2, 0.004f), Ink.Black.Fade(0.18f));
    }

    public static void Tabletop(Setting setting) => Table(setting, new Coat(Ink.Hex(0xA8703F), Material.Wood));

    /// <summary>A table seen from its near edge, before a wall.</summary>
    public static void Table(Setting setting, Coat coat)
    {
        var edge = setting.Tall * GroundList.Tabletop.Horizon;
        Wall(setting, edge);
        if (coat.Material == Material.Wood)
        {
            Planks(setting, edge, coat.Ink, edge - 0.42f * setting.Tall, rows: 3.1f);
        }
        else
        {
            Slab(setting, edge, coat);
        }

        setting.Pen.Soft(setting.Wide * 0.5f, edge, setting.Wide * 0.7f, 0.03f, Ink.Black.Fade(0.16f));
        setting.Pen.Patch(Shape.Box(-1, edge, setting.Wide + 2, 0.005f), coat.Ink.Lighter(0.5f).Fade(0.55f));
    }

    /// <summary>Boards that run away from the viewer to one vanishing point.</summary>
    private static void Planks(Setting setting, float edge, Ink wood, float vanish, float rows)
    {
        var layers = setting.Hand.Layers;
        var flat = setting.Hand.Manner == Manner.Flat;
        var centre = setting.Wide * 0.5f + (setting.Chance("planks").Unit() - 0.5f) * 0.3f;
        var near = setting.Tall - vanish;
        var warm = setting.Hour switch { Hour.Night => 0.5f, Hour.Sunset => 0.15f, _ => 0f };
        var scale = setting.Canvas.Width / setting.Wide;
        setting.Flood((x, y) =>
        {
            if (y < edge)
            {
                return Ink.Clear;
            }

            // Depth 1 at the lower edge of the picture, larger further away.
            var depth = near / (y - vanish);
            var across = (x - centre) * depth * rows + 40.5f;
            var board = (int)MathF.Floor(across);
            var inside = across - board;
            var tone = Noise.Hash(board, 3, setting.Grain);
            var ink = wood.Times(0.86f + 0.24f * tone);
            if (!flat)
            {
                ink = Shading.Wood(ink, inside * 4.6f + board * 7.3f, depth * 0.8f + tone * 9, setting.Grain + (uint)board, layers);
            }

            // The gap between boards, never thinner than a pixel.
            var pixel = depth * rows / scale;
            var gap = MathF.Min(inside, 1 - inside) / MathF.Max(pixel, 0.012f);
            ink = ink.Darker(0.6f * Arith.Clamp(1.2f - gap));
            var (lx, ly) = ((x - setting.Wide * 0.32f) / setting.Wide, (y - edge) / setting.Tall);
            var light = Arith.Clamp(1 - 2.2f * (lx * lx + ly * ly * 2));
            ink = ink.Darker(0.30f * (1 - light)).Lighter(0.16f * light * light);
            return ink.Darker(warm);
        });
    }

    private static void Slab(Setting setting, float edge, Coat coat)
    {
        var layers = setting.Hand.Layers;
        var vanish = edge - 0.42f * setting.Tall;
        var near = setting.Tall - vanish;
        setting.Flood((x, y) =>
        {
            if (y < edge)
            {
                return Ink.Clear;
            }

            var depth = near / (y - vanish);
            var (lx, ly) = ((x - setting.Wide * 0.32f) / setting.Wide, (y - edge) / setting.Tall);
            var light = Arith.Clamp(1 - 2.2f * (lx * lx + ly * ly * 2));
            var solid = coat.Material == Material.Glass ? coat with { Material = Material.Ceramic } : coat;
            var ink = Shading.Rendered(solid, 0, 1, (x - 0.5f) * depth * 90, depth * 130, setting.Grain, layers);
            return ink.Darker(0.25f * (1 - light)).Lighter(0.2f * light * light);
        });
    }
}
