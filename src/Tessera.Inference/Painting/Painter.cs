using Tessera.Inference.Painting.Edits;
using Tessera.Inference.Painting.Scenes;
using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Painting.Styles;
using Tessera.Inference.Painting.Words;
using Tessera.Inference.Rasters;

namespace Tessera.Inference.Painting;

/// <summary>
/// <c>tessera/sketch</c>: draws what a prompt says from a vocabulary, by hand-written rules. It is not a neural model.
/// It never fails on a prompt, and the same commission gives the same bytes on every machine.
/// </summary>
public static class Painter
{
    /// <summary>Paints one picture.</summary>
    /// <param name="onPartial">Gets coarse pictures of the full size while the picture is made, with their index from 0.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Painting Paint(Commission commission, Action<int, Raster>? onPartial = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var caption = Grammar.Read(commission.Prompt);
        var seed = SeedOf(commission, caption);
        var scene = Layout.Compose(caption, commission.Width, commission.Height, seed, commission.Transparent && commission.References.Count == 0);
        if (onPartial is not null)
        {
            var partials = Math.Clamp(commission.Partials, 0, 3);
            for (var index = 0; index < partials; index++)
            {
                // One partial is a quarter of the size, two an eighth and a quarter, three an eighth, a quarter and a half.
                var divisor = partials == 1 ? 4 : 8 >> index;
                var (width, height) = (Math.Max(1, commission.Width / divisor), Math.Max(1, commission.Height / divisor));
                var small = Render(commission, caption, scene, width, height, cancellation);
                onPartial(index, Resampler.Resize(small, commission.Width, commission.Height));
            }
        }

        var picture = Render(commission, caption, scene, commission.Width, commission.Height, cancellation);
        return new Painting(picture, Describer.Describe(caption), caption.Unknown);
    }

    /// <summary>What the words mean to the painter; fast, and nothing is drawn.</summary>
    public static Understanding Understand(string prompt)
    {
        var caption = Grammar.Read(prompt);
        return new Understanding(Describer.Describe(caption), caption.Unknown)
        {
            Objects = [.. caption.Items.Select(item => item.Thing.Name)],
            Colours = [.. caption.Items.SelectMany(item => item.Colours).Select(colour => colour.Name).Distinct()],
        };
    }

    private static ulong SeedOf(Commission commission, Caption caption)
    {
        var seed = Chance.Mix(commission.Seed, (ulong)commission.Variation);
        return caption.Unknown.Aggregate(seed, (mixed, word) => Chance.Mix(mixed, Chance.Of(word)));
    }

    private static Raster Render(Commission commission, Caption caption, Scene scene, int width, int height, CancellationToken cancellation)
    {
        if (commission.References.Count > 0)
        {
            return Editing.Paint(commission, caption, scene, width, height, cancellation);
        }

        var canvas = new Canvas(width, height, cancellation);
        var hand = Renderer.HandFor(scene.Style, commission.Detail, width, height);
        if (!commission.Transparent)
        {
            Renderer.PaintGround(scene, canvas, hand);
        }

        Renderer.PaintThings(scene, canvas, hand);
        if (!commission.Transparent)
        {
            Renderer.PaintWeather(scene, canvas, hand);
        }

        return Filters.Apply(scene.Style, canvas.ToRaster(), (uint)scene.Seed, cancellation);
    }
}
