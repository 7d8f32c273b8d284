namespace Tessera.Gateway.Catalogue;

/// <summary>What can be asked of an image model.</summary>
[Flags]
internal enum Operations
{
    None = 0,
    Generate = 1,
    Edit = 2,
    Vary = 4,
}

/// <summary>
/// What a model accepts. Several models share one. A null list means that the model's API does not know the parameter;
/// an empty one that it knows and refuses it.
/// </summary>
internal sealed record Capabilities
{
    public required string Profile { get; init; }

    public required Operations Operations { get; init; }

    public required SizeRule Sizes { get; init; }

    /// <summary>What an omitted size means: <c>auto</c> or a size.</summary>
    public required string DefaultSize { get; init; }

    /// <summary>The accepted words in the order in which they are shown; <c>auto</c> last where it is one of them.</summary>
    public required IReadOnlyList<string> Qualities { get; init; }

    /// <summary>
    /// Words of other models, each with the word here that comes nearest (<c>hd</c>: <c>high</c>), for an order that was meant for
    /// another model. The provider itself refuses them, and no message lists them.
    /// </summary>
    public required IReadOnlyDictionary<string, string> LegacyQualities { get; init; }

    public required string DefaultQuality { get; init; }

    /// <summary>What <c>auto</c> becomes in the sandbox and in quotes.</summary>
    public required AutoChoice Auto { get; init; }

    public bool Transparent { get; init; }

    /// <summary>Null: unknown parameter. Empty: refused with a code of its own.</summary>
    public IReadOnlyList<string>? InputFidelity { get; init; }

    /// <summary>In the order in which they are shown, the default first. With one alone the API does not know the parameter.</summary>
    public required IReadOnlyList<string> OutputFormats { get; init; }

    public IReadOnlyList<string>? Complexity { get; init; }

    public IReadOnlyList<string>? Styles { get; init; }

    public IReadOnlyList<string>? Moderation { get; init; }

    /// <summary>The model's own <c>response_format</c> and its default (<c>url</c>); null where the API does not know the field.</summary>
    public string? NativeResponseFormat { get; init; }

    public bool Stream { get; init; }

    public bool Markup { get; init; }

    public bool Seed { get; init; }

    public required int PromptCharsMax { get; init; }

    public required int NMax { get; init; }

    public int PartialImagesMax { get; init; }

    /// <summary>Input pictures of one edit; 0 where the model cannot edit.</summary>
    public int InputImagesMax { get; init; }

    /// <summary>One input picture; a larger one is refused.</summary>
    public long ImageBytesMax { get; init; }

    /// <summary>The mask; 0 where the model takes none.</summary>
    public long MaskBytesMax { get; init; }
}

/// <summary>
/// What <c>auto</c> becomes where no provider chooses: in the sandbox, and as the middle of a quote. The provider's own choice
/// depends on the prompt and is not published, so each profile says in <paramref name="Why"/> what ours rests on.
/// </summary>
internal sealed record AutoChoice(ImageSize Size, string Quality, string Why);
