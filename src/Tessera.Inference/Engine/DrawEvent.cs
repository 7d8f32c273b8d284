using Tessera.Inference.Rasters;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Engine;

/// <summary>What happens to an order, in this order: maybe it waits, it starts, rows and partial pictures, pictures; or it is refused.</summary>
public abstract record DrawEvent
{
    private DrawEvent()
    {
    }

    /// <summary>It waits for room; <paramref name="Position"/> orders are before it.</summary>
    public sealed record Queued(int Position) : DrawEvent;

    /// <summary>Its first token is being drawn.</summary>
    public sealed record Started : DrawEvent;

    /// <summary>Tokens drawn so far, of all that the order needs, at the end of each row.</summary>
    public sealed record Progress(int Tokens, int Total) : DrawEvent;

    /// <summary>A picture on the way, at the order's size.</summary>
    /// <param name="Picture">Which of the order's pictures, from 0.</param>
    /// <param name="Index">Which of its partial pictures, from 0.</param>
    /// <param name="Raster">The pixels.</param>
    public sealed record Partial(int Picture, int Index, Raster Raster) : DrawEvent;

    /// <summary>A picture, at the order's size. Pictures come in order.</summary>
    /// <param name="Picture">Which of the order's pictures, from 0.</param>
    /// <param name="Raster">The pixels.</param>
    /// <param name="Tokens">What it was drawn from.</param>
    public sealed record Finished(int Picture, Raster Raster, int[] Tokens) : DrawEvent;

    /// <summary>It cannot be drawn: the fault is the order's. Nothing follows.</summary>
    public sealed record Refused(Refusal Refusal) : DrawEvent;

    /// <summary>Too many wait already. Nothing follows.</summary>
    public sealed record TurnedAway(int Waiting) : DrawEvent;
}
