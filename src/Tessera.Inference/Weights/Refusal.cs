namespace Tessera.Inference.Weights;

/// <summary>Where the reading of a model stopped.</summary>
public enum RefusedAt
{
    /// <summary>The file is not there or cannot be opened.</summary>
    Open,

    /// <summary>The container is not what its format says: header, directory, pickle, JSON.</summary>
    Format,

    /// <summary>The list of shards.</summary>
    Index,

    /// <summary>A tensor: its place, its type, its shape, or that it is missing.</summary>
    Tensor,

    /// <summary>A number that is not finite among the weights.</summary>
    Values,

    /// <summary>What config.json asks for.</summary>
    Configuration,

    /// <summary>What tokenizer.json asks for.</summary>
    Tokenizer,

    /// <summary>The text that was to be drawn.</summary>
    Prompt,

    /// <summary>More memory than there is.</summary>
    Memory,
}

/// <summary>
/// Why a model's file, or a prompt, was not taken. Except for memory, the blame is with what was given and not with the machine.
/// </summary>
/// <param name="Step">Where it stopped.</param>
/// <param name="Subject">The file's name without its folder, so that the sentence may be shown to anyone.</param>
/// <param name="Reason">One sentence.</param>
public sealed record Refusal(RefusedAt Step, string Subject, string Reason)
{
    private const int QuotedCharactersMax = 80;

    public override string ToString() => $"{Subject}: {Reason}";

    /// <summary>A name out of a file that may be hostile: cut at 80 characters, control characters shown as dots.</summary>
    internal static string Quote(string name)
    {
        var cut = name.Length > QuotedCharactersMax ? string.Concat(name.AsSpan(0, QuotedCharactersMax), "…") : name;
        return "'" + string.Create(cut.Length, cut, static (into, from) =>
        {
            for (var i = 0; i < into.Length; i++)
            {
                into[i] = char.IsControl(from[i]) || char.IsSurrogate(from[i]) ? '.' : from[i];
            }
        }) + "'";
    }
}
