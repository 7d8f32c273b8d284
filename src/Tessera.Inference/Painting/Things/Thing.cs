using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

/// <summary>Where a thing is at home, which chooses the background when the prompt names none.</summary>
internal enum Home
{
    Table,
    Room,
    Meadow,
    Road,
    Sea,
    Sky,
    Space,
    Studio,
}

/// <summary>One thing that the painter can draw.</summary>
/// <param name="Name">Its name in descriptions.</param>
/// <param name="Words">Everything that it is called, singular, parted by bars; compounds are several words.</param>
/// <param name="Width">Of the box that its drawing fills, in the drawing's own units.</param>
/// <param name="Height">Of that box. The thing stands on its lower edge.</param>
/// <param name="Tall">How tall it is beside other things: an apple is 0.3, a person 1.6, a house 2.6; nearer to each other than in nature.</param>
/// <param name="Coat">Its colour and material unless the prompt says otherwise.</param>
internal sealed record Thing(string Name, string Words, float Width, float Height, float Tall, Coat Coat, Home Home, Action<Pen, Kit> Draw)
{
    /// <summary>The part in front of what is inside, for things that hold others.</summary>
    public Action<Pen, Kit>? Front { get; init; }

    /// <summary>The opening of a container, or the room below a table: left, top, right, bottom, as shares of the box.</summary>
    public (float Left, float Top, float Right, float Bottom)? Inside { get; init; }

    /// <summary>How far below its top edge other things stand on it, as a share of its height.</summary>
    public float Top { get; init; }

    /// <summary>Where a hat goes: the middle of the crown, and the width of the head, as shares of the box's width and height.</summary>
    public (float X, float Y, float Width)? Head { get; init; }

    /// <summary>How far it comes down over a face that wears it, as a share of the head's width: 0 for hats.</summary>
    public float Over { get; init; }

    /// <summary>Where words are written on it: left, top, width, height, as shares of the box.</summary>
    public (float Left, float Top, float Width, float Height)? Label { get; init; }

    /// <summary>The right hand, as shares of the box; what is held is held there.</summary>
    public (float X, float Y)? Hand { get; init; }

    /// <summary>So large that it stands behind whatever is near it.</summary>
    public bool Far { get; init; }

    /// <summary>It hangs in the air unless it is put somewhere.</summary>
    public bool Floats { get; init; }

    /// <summary>Drawn lying flat on paper, with no ground under it and no shadow of its own.</summary>
    public bool Shadowless { get; init; }
}

/// <summary>What one drawing of a thing is given.</summary>
/// <param name="Main">Its coat: the asked one, or its own.</param>
/// <param name="Second">The second colour asked for, or a tone that goes with the first.</param>
/// <param name="Coloured">The prompt names a colour; without one, parts keep their natural colours.</param>
internal sealed record Kit(Coat Main, Coat Second, bool Coloured, Chance Chance)
{
    /// <summary>Words will be written on it, so it leaves room for them.</summary>
    public bool Lettered { get; init; }

    /// <summary>The natural colour of a part, unless the prompt colours the thing.</summary>
    public Coat Or(uint rgb, Material material = Material.Plain) => Coloured ? Main with { Material = material } : Coat.Hex(rgb, material);
}
