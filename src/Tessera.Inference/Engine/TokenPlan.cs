namespace Tessera.Inference.Engine;

/// <summary>Which tokens of a picture are drawn and which are known, and what those that are drawn lean on. Pure.</summary>
/// <param name="Count">Tokens of the picture.</param>
/// <param name="Original">Those of the picture that an edit or a variation starts from; null: there is none.</param>
/// <param name="Open">Which of them are drawn anew; null: all.</param>
/// <param name="Likeness">How much a drawn token leans towards the original one; 0: not at all.</param>
internal sealed record TokenPlan(int Count, int[]? Original, IReadOnlyList<bool>? Open, float Likeness)
{
    public int FirstOpen { get; } = Enumerable.Range(0, Count).First(token => Open is null || Open[token]);

    public int LastOpen { get; } = Enumerable.Range(0, Count).Last(token => Open is null || Open[token]);

    /// <summary>How many are drawn.</summary>
    public int OpenCount { get; } = Open?.Count(open => open) ?? Count;

    public bool IsOpen(int token) => Open is null || Open[token];

    /// <summary>Known ones in their places; the others are 0.</summary>
    public int[] Known() => Open is null ? new int[Count] : [.. Original!.Select((token, i) => Open[i] ? 0 : token)];
}
