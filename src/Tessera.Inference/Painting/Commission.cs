using Tessera.Inference.Rasters;

namespace Tessera.Inference.Painting;

/// <summary>How much texture and finish a picture gets. The composition is the same at every level.</summary>
public enum Detail
{
    Low,
    Medium,
    High,
    XHigh,
    Max,
}

/// <summary>What is asked of the painter.</summary>
public sealed record Commission
{
    /// <summary>The words to draw. May be empty for a variation of <see cref="References"/>.</summary>
    public required string Prompt { get; init; }

    /// <summary>The width of the picture in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>The height of the picture in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Chance: the same seed and commission give the same bytes on every machine.</summary>
    public ulong Seed { get; init; }

    /// <summary>Which of several pictures of one call this is, from 0. Pictures of one prompt differ by it.</summary>
    public int Variation { get; init; }

    public Detail Detail { get; init; } = Detail.High;

    /// <summary>Objects only, on nothing; their shadow is kept as alpha.</summary>
    public bool Transparent { get; init; }

    /// <summary>Pictures to start from: the first is the base, the others are placed in it.</summary>
    public IReadOnlyList<Raster> References { get; init; } = [];

    /// <summary>As large as the first reference; where its alpha is 0 the picture is drawn anew, elsewhere it is kept.</summary>
    public Raster? Mask { get; init; }

    /// <summary>How many coarse pictures to hand out before the last one, 0 to 3.</summary>
    public int Partials { get; init; }
}
