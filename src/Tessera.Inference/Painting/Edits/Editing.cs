using Tessera.Inference.Painting.Grounds;
using Tessera.Inference.Painting.Scenes;
using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Painting.Styles;
using Tessera.Inference.Painting.Words;
using Tessera.Inference.Rasters;

namespace Tessera.Inference.Painting.Edits;

/// <summary>Pictures that start from other pictures: masks, things added, backgrounds replaced, several pictures in one, variations.</summary>
internal static class Editing
{
    /// <summary>Pictures that are placed in the first; more are left out.</summary>
    public const int InsetsMax = 15;

    public static Raster Paint(Commission commission, Caption caption, Scene scene, int width, int height, CancellationToken cancellation)
    {
        var basis = Resampler.Cover(commission.References[0], width, height);
        if (commission.Mask is { } mask)
        {
            // Without a background of its own, what is drawn stands in the picture that is there.
            var fitted = Resampler.Cover(mask, width, height);
            var keepsGround = caption.Items.Count > 0 && caption.Ground is null && caption.Backdrop is null;
            var drawn = Drawn(commission, Fitting.ToMask(scene, fitted), keepsGround ? basis : null, width, height, cancellation);
            return Masking.Blend(basis, Filters.Apply(scene.Style, drawn, (uint)scene.Seed, cancellation), fitted);
        }

        if (commission.References.Count == 1 && caption.Items.Count == 0 && caption.Ground is null && caption.Backdrop is null && caption.Hour is null)
        {
            basis = Varying.Redo(basis, scene.Seed, cancellation);
        }
        else if (caption.Ground is not null || caption.Backdrop is not null)
        {
            basis = Replaced(commission, scene, basis, cancellation);
        }

        basis = Insets(commission, basis, cancellation);
        return Filters.Apply(scene.Style, Drawn(commission, Fitting.Beside(scene), basis, width, height, cancellation), (uint)scene.Seed, cancellation);
    }

    /// <summary>The scene, on its own ground or over a picture.</summary>
    private static Raster Drawn(Commission commission, Scene scene, Raster? basis, int width, int height, CancellationToken cancellation)
    {
        var hand = Renderer.HandFor(scene.Style, commission.Detail, width, height);
        var canvas = basis is null ? new Canvas(width, height, cancellation) : Canvas.Of(basis, cancellation);
        if (basis is null)
        {
            Renderer.PaintGround(scene, canvas, hand);
        }

        Renderer.PaintThings(scene, canvas, hand);
        return canvas.ToRaster();
    }

    /// <summary>A new background in the light of the old picture, which stands before it: cut out where it has alpha, else as a framed print.</summary>
    private static Raster Replaced(Commission commission, Scene scene, Raster basis, CancellationToken cancellation)
    {
        var canvas = new Canvas(basis.Width, basis.Height, cancellation);
        Renderer.PaintGround(scene, canvas, Renderer.HandFor(scene.Style, commission.Detail, basis.Width, basis.Height));
        var cutOut = false;
        for (var at = 3; at < basis.Pixels.Length && !cutOut; at += 4)
        {
            cutOut = basis.Pixels[at] < 128;
        }

        if (cutOut)
        {
            Insetting.Place(canvas, basis, new Frame(0, 0, basis.Width, basis.Height), framed: false, 0);
            return canvas.ToRaster();
        }

        var (wide, tall) = (basis.Width * 0.62f, basis.Height * 0.62f);
        Insetting.Place(canvas, basis, new Frame((basis.Width - wide) / 2, basis.Height * 0.1f, wide, tall), framed: true, 0);
        return canvas.ToRaster();
    }

    private static Raster Insets(Commission commission, Raster basis, CancellationToken cancellation)
    {
        var count = Math.Min(commission.References.Count - 1, InsetsMax);
        if (count <= 0)
        {
            return basis;
        }

        var canvas = Canvas.Of(basis, cancellation);
        var chance = new Chance(Chance.Mix(commission.Seed, (ulong)commission.Variation + 77));
        var columns = Math.Min(count, 5);
        var cell = basis.Width / (columns + 0.4f);
        for (var i = 0; i < count; i++)
        {
            var picture = commission.References[i + 1];
            var size = MathF.Min(cell * 0.8f, basis.Height * 0.36f);
            var scale = size / Math.Max(picture.Width, picture.Height);
            var (wide, tall) = (picture.Width * scale, picture.Height * scale);
            var (x, y) = ((i % columns + 0.7f) * cell, basis.Height * (0.74f - 0.36f * (i / columns % 2)));
            Insetting.Place(canvas, picture, new Frame(x - wide / 2, y - tall / 2, wide, tall), framed: true, chance.Between(-0.012f, 0.012f));
        }

        return canvas.ToRaster();
    }
}
