namespace Tessera.Inference.Janus;

/// <summary>How a picture is drawn. The defaults are those of the model's own code.</summary>
public sealed record DrawSettings
{
    /// <summary>The same seed with the same model, prompt and settings gives the same picture.</summary>
    public ulong Seed { get; init; }

    /// <summary>How far away from a picture of nothing in particular: 1 is not at all, 5 is usual.</summary>
    public float Guidance { get; init; } = 5;

    /// <summary>1 draws by the model's own odds, less by sharper ones, 0 always takes the likeliest token.</summary>
    public float Temperature { get; init; } = 1;
}

/// <summary>A picture and the tokens it was drawn from, row by row.</summary>
public sealed record Drawing(int[] Tokens, Rasters.Raster Picture);
