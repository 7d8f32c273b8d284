namespace Tessera.Gateway.Catalogue;

/// <summary>How a model's tokens are counted: which formulas, with which constants, and how sure they are.</summary>
internal sealed record TokenRule
{
    public required OutputFormula Output { get; init; }

    /// <summary>Per quality: the patch edge in pixels for <see cref="OutputFormula.Grid"/>, the factor for <see cref="OutputFormula.Area"/>, the tokens of a picture for <see cref="OutputFormula.Fixed"/>.</summary>
    public required IReadOnlyDictionary<string, int> Steps { get; init; }

    public required Exactness OutputExactness { get; init; }

    public required InputFormula Input { get; init; }

    public required Exactness InputExactness { get; init; }

    /// <summary>
    /// Per quality, how far above the formula a bill was seen, in percent of the formula; 100 where it is not named. What is held
    /// before a call must cover it.
    /// </summary>
    public IReadOnlyDictionary<string, int> OutputMostPercent { get; init; } = new Dictionary<string, int>();

    public required TextFormula Text { get; init; }

    /// <summary>
    /// A model that thinks in text before it draws bills that too, how much is not known before the call: our allowance, in tokens
    /// a picture. 0 for a model that does not.
    /// </summary>
    public long TextOutMost { get; init; }
}

/// <summary>How the tokens of a finished picture are counted.</summary>
internal enum OutputFormula
{
    /// <summary>Rows × (columns + 1) of square patches: gpt-image-1, 1-mini, 1.5.</summary>
    Grid,

    /// <summary>A quality factor, the ratio of the edges and the area: gpt-image-2 and later.</summary>
    Area,

    /// <summary>The model's own grid, whatever the size: models that are drawn on this machine. Partial pictures add nothing.</summary>
    Fixed,
}

/// <summary>How the tokens of an input picture are counted.</summary>
internal enum InputFormula
{
    /// <summary>512-pixel tiles: gpt-image-1, 1-mini, 1.5.</summary>
    Tiles,

    /// <summary>32-pixel patches, 1,536 at most: gpt-image-2 and later.</summary>
    Patches,

    /// <summary>Input pictures are no tokens of the prompt: models that are drawn on this machine.</summary>
    None,
}

/// <summary>How the tokens of a prompt are counted.</summary>
internal enum TextFormula
{
    /// <summary>The vocabulary is not at hand: guessed, and bounded from both sides.</summary>
    Bounded,

    /// <summary>By the vocabulary o200k: OpenAI's models since GPT-4o.</summary>
    O200k,
}

/// <summary>How far a figure can be trusted. Ordered: the worst part decides for the whole.</summary>
internal enum Exactness
{
    /// <summary>Computed the way the provider bills.</summary>
    Exact,

    /// <summary>Computed by a rule that is not the provider's own, or of which a part is not known before the call.</summary>
    Estimate,

    /// <summary>No rule is known; the figure leaves this part out.</summary>
    Unknown,
}
