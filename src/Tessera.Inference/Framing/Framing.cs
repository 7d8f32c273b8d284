using Tessera.Inference.Engine;
using Tessera.Inference.Families;
using Tessera.Inference.Rasters;

namespace Tessera.Inference.Framing;

/// <summary>
/// How an order's picture and the model's fit together. The model draws one size. A picture from words is cut evenly from the
/// middle to the order's proportions and scaled. A picture that is varied, or edited without a mask, is drawn whole, stretched
/// to the model's proportions and back. With a mask a part of it is drawn, and put back. Pure.
/// </summary>
public sealed class Framing
{
    // What is blown up is softer, and fades in over more pixels.
    private const int FadePixelsMax = 12;

    private readonly int _width;
    private readonly int _height;
    private readonly Raster? _basis;  // of the order's size: what is edited
    private readonly Raster? _mask;   // of the order's size
    private readonly Window _window;
    private readonly bool _keeps;     // the mask has no hole

    private Framing(DrawOrder order, PictureGrid grid)
    {
        (_width, _height) = (order.Width, order.Height);
        var size = $"{grid.Width}x{grid.Height}";
        if (order.References.Count == 0)
        {
            Notes = Drawn(grid);
            return;
        }

        var reference = order.References[0];
        _basis = Resampler.Cover(reference, _width, _height);
        _window = new Window(0, 0, _width, _height);
        var notes = new List<string>();
        if ((reference.Width, reference.Height) != (_width, _height))
        {
            notes.Add($"the picture of {reference.Width}x{reference.Height} was {(InProportion(reference.Width, reference.Height) ? "" : "cut and ")}scaled to {_width}x{_height}");
        }

        if (order.Mask is { } mask && !order.Vary)
        {
            _mask = Resampler.Cover(mask, _width, _height);
            if (Hole.Box(_mask) is { } hole)
            {
                _window = Window.Around(hole, _width, _height, Math.Min(grid.Width, grid.Height));
                Open = Hole.Tokens(_mask, _window, grid);
            }
            else
            {
                // At least one token has to be drawn: the first takes no more than a step.
                (_keeps, Open) = (true, [.. Enumerable.Range(0, grid.Tokens).Select(token => token == 0)]);
                notes.Add("the mask has no pixel of alpha 0 in this part of the picture, so nothing was drawn anew");
            }
        }

        var part = Resampler.Crop(_basis, _window.Left, _window.Top, _window.Width, _window.Height);
        if (Backing.IsNeeded(part))
        {
            part = Backing.OnWhite(part);
            notes.Add(_mask is null ? "see-through parts of the picture were put on white" : "see-through parts of the picture were white to the model");
        }

        Source = Resampler.Resize(part, grid.Width, grid.Height);
        if (!_keeps && (_window.Width, _window.Height) != (grid.Width, grid.Height))
        {
            var change = (long)_window.Width * grid.Height == (long)_window.Height * grid.Width ? "scaled" : "stretched";
            notes.Add(_window == new Window(0, 0, _width, _height)
                ? $"drawn at {size}, {change} to {_width}x{_height}"
                : $"the part of {_window.Width}x{_window.Height} around the mask was drawn at {size} and {change}");
        }

        Notes = notes;
    }

    /// <summary>What is edited or varied, of the grid's size and without alpha; null where a picture is drawn from words alone.</summary>
    public Raster? Source { get; }

    /// <summary>For each token whether it is drawn anew, at least one; null: all of them.</summary>
    public IReadOnlyList<bool>? Open { get; }

    /// <summary>What was done to sizes and to alpha, in short phrases.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Scales what there is: some 40 ms of a core for 1024×1024, half a second for 4096×4096. So does <see cref="Finish"/>.</summary>
    public static Framing Of(DrawOrder order, PictureGrid grid) => new(order, grid);

    /// <summary>
    /// The picture as it was ordered, from one of the grid's size. Outside a mask's hole it is the first reference, to the bit
    /// where that has the order's size.
    /// </summary>
    public Raster Finish(Raster drawn)
    {
        if (_basis is null)
        {
            return Resampler.Cover(drawn, _width, _height);
        }

        if (_keeps)
        {
            return Copy(_basis);
        }

        var part = Resampler.Resize(drawn, _window.Width, _window.Height);
        if (_mask is null)
        {
            return part;
        }

        var whole = Copy(_basis);
        for (var y = 0; y < _window.Height; y++)
        {
            part.Row(y).CopyTo(whole.Row(_window.Top + y)[(4 * _window.Left)..]);
        }

        var scale = Math.Max((double)_window.Width / drawn.Width, (double)_window.Height / drawn.Height);
        return Masking.Blend(_basis, whole, _mask, (int)Math.Clamp(Masking.FadePixels * scale, Masking.FadePixels, FadePixelsMax));
    }

    private static Raster Copy(Raster raster) => new(raster.Width, raster.Height, (byte[])raster.Pixels.Clone());

    private bool InProportion(int width, int height) => (long)width * _height == (long)height * _width;

    private string[] Drawn(PictureGrid grid)
    {
        if ((grid.Width, grid.Height) == (_width, _height))
        {
            return [];
        }

        var (cutWidth, cutHeight) = Resampler.Cut(grid.Width, grid.Height, _width, _height);
        return [$"drawn at {grid.Width}x{grid.Height}, {((cutWidth, cutHeight) == (grid.Width, grid.Height) ? "" : $"cut to {cutWidth}x{cutHeight}, ")}scaled to {_width}x{_height}"];
    }
}
