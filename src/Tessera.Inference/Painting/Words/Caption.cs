using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Grounds;
using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Painting.Styles;
using Tessera.Inference.Painting.Things;

namespace Tessera.Inference.Painting.Words;

/// <summary>One thing, or several alike, that the prompt asks for.</summary>
internal sealed record Item(Thing Thing)
{
    /// <summary>More than this of one kind cannot be told apart in a picture; a prompt that asks for more gets this many and is told so.</summary>
    public const int CopiesMax = 24;

    public int Count { get; init; } = 1;

    /// <summary>How many the prompt asks for; above <see cref="Count"/> where that is limited.</summary>
    public long Asked { get; init; } = 1;

    public IReadOnlyList<NamedInk> Colours { get; init; } = [];

    public NamedMaterial? Material { get; init; }

    public NamedSize? Size { get; init; }

    public Pose? Pose { get; init; }

    /// <summary>What is written on it, or null.</summary>
    public string? Text { get; init; }

    public Spot Spot { get; init; }

    /// <summary>How it stands to another item, or null where it stands by itself.</summary>
    public Relation? Relation { get; init; }

    /// <summary>The item it stands to, by index.</summary>
    public int Target { get; init; } = -1;

    /// <summary>The second item of "between a and b", by index.</summary>
    public int Other { get; init; } = -1;

    public Coat Coat
    {
        get
        {
            var material = Material?.Material ?? Thing.Coat.Material;
            var ink = Colours.Count > 0 ? Colours[0].Ink : Material?.Ink ?? Thing.Coat.Ink;
            return new Coat(ink, material);
        }
    }
}

/// <summary>A prompt, understood.</summary>
internal sealed record Caption
{
    public IReadOnlyList<Item> Items { get; init; } = [];

    /// <summary>The background that the prompt names, or null.</summary>
    public Ground? Ground { get; init; }

    /// <summary>The colour of the background, or null.</summary>
    public NamedInk? Backdrop { get; init; }

    public Hour? Hour { get; init; }

    public Style Style { get; init; }

    public IReadOnlyList<string> Unknown { get; init; } = [];
}
