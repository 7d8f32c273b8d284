using Tessera.Inference.Rasters;

namespace Tessera.Inference.Engine;

/// <summary>What is asked of a picture model.</summary>
public sealed record DrawOrder
{
    /// <summary>The words to draw. May be empty where <see cref="References"/> say what is wanted.</summary>
    public required string Prompt { get; init; }

    /// <summary>Pixels across of the finished picture: the model draws in its own size, and the picture is scaled.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels down of the finished picture.</summary>
    public required int Height { get; init; }

    /// <summary>The same seed with the same model and order gives the same pictures, whatever else is drawn meanwhile.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many pictures, 1 to 10. Each differs by its place.</summary>
    public int Pictures { get; init; } = 1;

    /// <summary>How many are drawn for each that is kept: the one that fits the words best, by the model's own judgement.</summary>
    public int Candidates { get; init; } = 1;

    /// <summary>How far away from a picture of nothing in particular: 1 is not at all. Null: the model's own.</summary>
    public float? Guidance { get; init; }

    /// <summary>1 draws by the model's own odds, less by sharper ones, 0 always takes the likeliest token. Null: the model's own.</summary>
    public float? Temperature { get; init; }

    /// <summary>Pictures to start from: the first is the base of an edit or a variation.</summary>
    public IReadOnlyList<Raster> References { get; init; } = [];

    /// <summary>As large as the first reference: where its alpha is 0 the picture is drawn anew, elsewhere it is kept to the bit.</summary>
    public Raster? Mask { get; init; }

    /// <summary>A variation of the first reference, not an edit.</summary>
    public bool Vary { get; init; }

    /// <summary>How close a variation keeps to its original, token by token: 0 is free, 8 all but copies.</summary>
    public float Likeness { get; init; } = 3;

    /// <summary>How many unfinished pictures to hand out on the way, 0 to 3, of each picture.</summary>
    public int Partials { get; init; }
}
