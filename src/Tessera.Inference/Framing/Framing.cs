using Tessera.Inference.Engine;
using Tessera.Inference.Models;
using Tessera.Inference.Rasters;

namespace Tessera.Inference.Framing;

/// <summary>How an order's picture and the model's fit together.</summary>
public sealed class Framing
{
    private readonly DrawOrder _order;

    private Framing(DrawOrder order) => _order = order;

    /// <summary>What is edited or varied, of the grid's size; null where a picture is drawn from words alone.</summary>
    public Raster? Source { get; private init; }

    /// <summary>For each token whether it is drawn anew; null: all of them.</summary>
    public IReadOnlyList<bool>? Open { get; private init; }

    public static Framing Of(DrawOrder order, PictureGrid grid) => new(order)
    {
        Source = order.References.Count == 0 ? null : Resampler.Resize(order.References[0], grid.Width, grid.Height),
    };

    /// <summary>The picture as it was ordered.</summary>
    public Raster Finish(Raster drawn) => Resampler.Cover(drawn, _order.Width, _order.Height);
}
