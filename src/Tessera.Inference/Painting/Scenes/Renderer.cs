using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Grounds;
using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Painting.Styles;
using Tessera.Inference.Painting.Things;

namespace Tessera.Inference.Painting.Scenes;

/// <summary>Paints a scene on a canvas: the ground, then each thing with its shadow, from back to front.</summary>
internal static class Renderer
{
    public static Hand HandFor(Style style, Detail detail, int width, int height) => new(
        style switch
        {
            Style.Icon or Style.Flat or Style.Pixel => Manner.Flat,
            Style.Line => Manner.Line,
            _ => Manner.Rendered,
        },
        detail,
        MathF.Max(1.2f, Math.Min(width, height) * 0.0045f));

    public static void PaintGround(Scene scene, Canvas canvas, Hand hand)
    {
        var setting = SettingFor(scene, canvas, hand);
        if (hand.Manner == Manner.Line)
        {
            canvas.Flood((_, _) => Ink.White);
            return;
        }

        if (scene.Abstract)
        {
            Abstracts.Paint(setting);
        }
        else if (scene.Style == Style.Icon && scene.Backdrop is null)
        {
            Rooms.Badge(setting);
        }
        else if (scene.Tabletop is { } coat)
        {
            Rooms.Table(setting, coat);
        }
        else
        {
            scene.Ground.Paint(setting);
        }
    }

    public static void PaintThings(Scene scene, Canvas canvas, Hand hand)
    {
        var stage = new Pen(canvas, Affine.Scale(canvas.Width / scene.Wide, canvas.Height / scene.Tall), hand);
        foreach (var placement in scene.Placements)
        {
            if (placement.Grounded && hand.Manner != Manner.Line && scene.Style != Style.Icon)
            {
                Shadows.Cast(placement, stage);
            }

            Draw(placement, stage);
        }
    }

    public static void PaintWeather(Scene scene, Canvas canvas, Hand hand)
    {
        if (hand.Manner != Manner.Line && scene.Ground.Horizon < 1 && !scene.Ground.Weightless)
        {
            Weather.Fall(SettingFor(scene, canvas, hand));
        }
    }

    private static Setting SettingFor(Scene scene, Canvas canvas, Hand hand) =>
        new(canvas, hand, scene.Wide, scene.Tall, scene.Hour, scene.Backdrop, Chance.Mix(scene.Seed, 5));

    private static void Draw(Placement placement, Pen stage)
    {
        stage.Canvas.ThrowIfCancelled();
        var pen = PenFor(placement, stage);
        var kit = KitFor(placement);
        placement.Thing.Draw(pen, kit);
        if (placement.Thing.Front is { } front)
        {
            foreach (var inside in placement.Contents)
            {
                Draw(inside, stage);
            }

            front(pen, KitFor(placement));
        }

        if (placement is { Text: { } text, Thing.Label: { } label })
        {
            var (wide, tall) = (placement.Thing.Width, placement.Thing.Height);
            var ink = placement.Coat.Ink.Luma > 0.45f ? Ink.Hex(0x2B2A33) : Ink.Hex(0xFDFBF4);
            Lettering.Write(pen, text, label.Left * wide, label.Top * tall, label.Width * wide, label.Height * tall, ink);
        }
    }

    public static Kit KitFor(Placement placement) =>
        new(placement.Coat, placement.Second, placement.Coloured, new Chance(Chance.Mix(placement.Seed, Chance.Of(placement.Thing.Name)))) { Lettered = placement.Text is not null };

    /// <summary>From the drawing's box to its place on the stage.</summary>
    public static Pen PenFor(Placement placement, Pen stage)
    {
        var (frame, thing) = (placement.Frame, placement.Thing);
        var scale = frame.Height / thing.Height;
        var mirror = placement.Mirrored ? -1f : 1f;

        // What floats leans about its middle, what stands about its foot.
        var pivot = thing.Floats ? frame.Height / 2 : 0;
        var inner = Affine.Shift(frame.Middle, frame.Bottom - pivot)
            .After(Affine.Turn(placement.Lean))
            .After(Affine.Shift(0, pivot))
            .After(Affine.Scale(mirror * scale, scale))
            .After(Affine.Shift(-thing.Width / 2, -thing.Height));
        return new Pen(stage.Canvas, stage.Frame.After(inner), stage.Hand, (uint)placement.Seed);
    }
}
