namespace Tessera.Inference.Painting;

/// <summary>What the painter makes of a prompt, without drawing it.</summary>
/// <param name="Description">One English sentence on what would be drawn.</param>
/// <param name="UnknownWords">Words that have no drawing, in lower case, each once.</param>
public sealed record Understanding(string Description, IReadOnlyList<string> UnknownWords)
{
    /// <summary>The things that would be drawn, by their name in the vocabulary, in the order named.</summary>
    public IReadOnlyList<string> Objects { get; init; } = [];

    /// <summary>The colours that the prompt asks for, each once.</summary>
    public IReadOnlyList<string> Colours { get; init; } = [];
}
