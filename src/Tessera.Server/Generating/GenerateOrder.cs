namespace Tessera.Server.Generating;

/// <summary>What <c>tessera generate</c> was asked for. A null goes unsaid, so that the model's own default holds.</summary>
internal sealed record GenerateOrder(string Prompt, string Model)
{
    public string? Size { get; init; }

    public string? Quality { get; init; }

    public string? Background { get; init; }

    public string? Format { get; init; }

    public long? Seed { get; init; }

    public int N { get; init; } = 1;

    /// <summary>Pictures to start from, by path.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    public string? Mask { get; init; }

    /// <summary>Only to be priced: how the pictures would go back does not matter.</summary>
    public bool IsQuoted { get; init; }

    /// <summary>Whether the model can stream.</summary>
    public bool Streams { get; init; }

    /// <summary>How many partial pictures of each are sent on the way: they move the progress bar, and a provider bills them.</summary>
    public int Partials { get; init; }
}
