using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Grounds;
using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Painting.Styles;

namespace Tessera.Inference.Painting.Scenes;

/// <summary>A composition, ready to be painted at any number of pixels of its proportions.</summary>
/// <param name="Placements">From back to front.</param>
/// <param name="Tabletop">The coat of the table when the ground is one.</param>
internal sealed record Scene(
    float Wide,
    float Tall,
    Style Style,
    Ground Ground,
    Hour Hour,
    Ink? Backdrop,
    Coat? Tabletop,
    IReadOnlyList<Placement> Placements,
    ulong Seed)
{
    /// <summary>Nothing that was asked for can be drawn, so colours and shapes are.</summary>
    public bool Abstract { get; init; }
}
