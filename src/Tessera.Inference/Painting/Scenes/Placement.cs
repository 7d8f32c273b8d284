using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Things;

namespace Tessera.Inference.Painting.Scenes;

/// <summary>A box on the stage, in shorter sides of the picture; y grows downwards.</summary>
internal readonly record struct Frame(float Left, float Top, float Width, float Height)
{
    public float Right => Left + Width;

    public float Bottom => Top + Height;

    public float Middle => Left + Width / 2;

    public Frame Union(Frame other)
    {
        var (left, top) = (MathF.Min(Left, other.Left), MathF.Min(Top, other.Top));
        return new Frame(left, top, MathF.Max(Right, other.Right) - left, MathF.Max(Bottom, other.Bottom) - top);
    }
}

/// <summary>One thing in its place.</summary>
/// <param name="Item">Which item of the caption it is.</param>
/// <param name="Contents">Things inside it, drawn before its front.</param>
internal sealed record Placement(int Item, Thing Thing, Coat Coat, Coat Second, bool Coloured, Frame Frame, ulong Seed)
{
    /// <summary>What is written on it, or null.</summary>
    public string? Text { get; init; }

    public bool Mirrored { get; init; }

    /// <summary>In turns, about its foot, or about its middle where it floats.</summary>
    public float Lean { get; init; }

    /// <summary>Stands on something, and casts a shadow there.</summary>
    public bool Grounded { get; init; } = true;

    public IReadOnlyList<Placement> Contents { get; init; } = [];
}
