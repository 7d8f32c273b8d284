using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Grounds;
using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Painting.Styles;
using Tessera.Inference.Painting.Things;

namespace Tessera.Inference.Painting.Words;

/// <summary>What one word or phrase means to the painter.</summary>
internal abstract record Sense
{
    internal sealed record OfThing(Thing Thing, bool Plural) : Sense;

    internal sealed record OfColour(NamedInk Colour) : Sense;

    internal sealed record OfShade(Shade Shade) : Sense;

    internal sealed record OfMaterial(NamedMaterial Material) : Sense;

    internal sealed record OfSize(NamedSize Size) : Sense;

    internal sealed record OfCount(long Count) : Sense;

    internal sealed record OfRelation(Relation Relation) : Sense;

    internal sealed record OfSpot(Spot Spot) : Sense;

    internal sealed record OfPose(Pose Pose) : Sense;

    internal sealed record OfGround(Ground Ground) : Sense;

    internal sealed record OfHour(Hour Hour) : Sense;

    internal sealed record OfStyle(Style Style) : Sense;

    /// <summary>"background", "backdrop": the colour before it is the background's.</summary>
    internal sealed record OfBackdrop : Sense;

    internal sealed record OfAnd : Sense;

    internal sealed record OfWith : Sense;

    /// <summary>"is", "are": the colour after it belongs to the thing before it.</summary>
    internal sealed record OfIs : Sense;

    internal sealed record OfWithout : Sense;

    internal sealed record OfArticle : Sense;

    /// <summary>"of": what follows a container is in it.</summary>
    internal sealed record OfOf : Sense;

    /// <summary>Understood and of no effect.</summary>
    internal sealed record OfFiller : Sense;
}

/// <param name="Name">As the prompt says it, shades included: "dark blue".</param>
internal sealed record NamedInk(string Name, Ink Ink);

internal sealed record NamedMaterial(string Name, Material Material, Ink Ink);

internal sealed record NamedSize(string Name, float Factor);

/// <summary>How a colour word is changed by the word before it.</summary>
internal sealed record Shade(string Name, Func<Ink, Ink> Apply);

internal enum Relation
{
    On,
    Under,
    Above,
    Below,
    Left,
    Right,
    In,
    Behind,
    Front,
    Beside,
    Between,
    Wearing,
    Holding,
    Riding,
}

/// <summary>A place in the picture itself.</summary>
internal enum Spot
{
    Anywhere,
    Centre,
    Left,
    Right,
    Top,
    Bottom,
}
