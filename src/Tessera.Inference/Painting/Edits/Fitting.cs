using Tessera.Inference.Painting.Scenes;
using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Rasters;

namespace Tessera.Inference.Painting.Edits;

/// <summary>Moves what a scene holds to the part of a picture that it is meant for.</summary>
internal static class Fitting
{
    /// <summary>Into the box around the part of a mask that is to be drawn anew.</summary>
    public static Scene ToMask(Scene scene, Raster mask)
    {
        var (left, top, right, bottom) = (mask.Width, mask.Height, -1, -1);
        for (var y = 0; y < mask.Height; y++)
        {
            var row = mask.Row(y);
            for (var x = 0; x < mask.Width; x++)
            {
                if (row[4 * x + 3] == 0)
                {
                    (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), y + 1);
                }
            }
        }

        if (right < 0)
        {
            return scene;
        }

        var unit = scene.Wide / mask.Width;
        return Into(scene, new Frame(left * unit, top * unit, (right - left) * unit, (bottom - top) * unit), 0.86f);
    }

    /// <summary>Beside what a picture already shows: smaller, low on one side, or high where it floats.</summary>
    public static Scene Beside(Scene scene)
    {
        var right = new Chance(Chance.Mix(scene.Seed, 61)).Odds(0.5f);
        var high = scene.Placements.Count > 0 && scene.Placements.All(placement => placement.Thing.Floats);
        var (wide, tall) = (scene.Wide * 0.4f, scene.Tall * 0.4f);
        var left = right ? scene.Wide * 0.57f : scene.Wide * 0.03f;
        return Into(scene, new Frame(left, high ? scene.Tall * 0.05f : scene.Tall * 0.55f, wide, tall), 1);
    }

    private static Scene Into(Scene scene, Frame box, float fill)
    {
        if (scene.Placements.Count == 0)
        {
            return scene;
        }

        var all = scene.Placements.SelectMany(Frames).Aggregate((a, b) => a.Union(b));
        var scale = fill * MathF.Min(box.Width / all.Width, box.Height / all.Height);
        var (x, y) = (box.Middle - all.Middle * scale, box.Bottom - box.Height * (1 - fill) / 2 - all.Bottom * scale);
        return scene with { Placements = [.. scene.Placements.Select(Move)] };

        Placement Move(Placement placement) => placement with
        {
            Frame = new Frame(placement.Frame.Left * scale + x, placement.Frame.Top * scale + y, placement.Frame.Width * scale, placement.Frame.Height * scale),
            Contents = [.. placement.Contents.Select(Move)],
        };
    }

    private static IEnumerable<Frame> Frames(Placement placement) => placement.Contents.SelectMany(Frames).Prepend(placement.Frame);
}
