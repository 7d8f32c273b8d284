using Tessera.Inference.Painting.Words;

namespace Tessera.Inference.Painting.Scenes;

/// <summary>One copy of an item while the composition is being worked out; units are those of <c>Thing.Tall</c>.</summary>
internal sealed class Piece(int index, Item item, Frame frame)
{
    public int Index => index;

    public Item Item => item;

    public Frame Frame { get; set; } = frame;

    /// <summary>Larger is nearer to the viewer.</summary>
    public float Depth { get; set; }

    public bool Grounded { get; set; } = true;

    /// <summary>In turns, for flowers that fan out of a vase.</summary>
    public float Lean { get; set; }

    /// <summary>The piece that holds this one, or null.</summary>
    public Piece? Holder { get; set; }

    public void Move(float x, float y) => Frame = Frame with { Left = Frame.Left + x, Top = Frame.Top + y };
}
