using System.Diagnostics.CodeAnalysis;
using Tessera.Inference.Tokens;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Janus;

/// <summary>
/// The two streams of one prompt, of equal length: what is wanted, and the same with everything but the first and the last
/// token blotted out, which guidance goes away from.
/// </summary>
internal sealed record JanusPrompt(int[] Wanted, int[] Blank)
{
    /// <summary>The longest prompt in tokens, some 400 words. What a picture takes in memory is stated for this.</summary>
    public const int TokensMax = 512;

    public const string Begin = "<begin_of_image>";
    public const string Pad = "<｜▁pad▁｜>";
    private const string User = "<|User|>";

    /// <param name="tokenizer">The model's.</param>
    /// <param name="text">What is wanted; may be empty where <paramref name="mayBeEmpty"/>.</param>
    /// <param name="mayBeEmpty">Something else says what is wanted.</param>
    /// <param name="tokensMax">The longest prompt.</param>
    /// <param name="prompt">The streams.</param>
    /// <param name="refusal">Why not.</param>
    public static bool TryMake(
        Tokenizer tokenizer, string text, bool mayBeEmpty, int tokensMax, [NotNullWhen(true)] out JanusPrompt? prompt, [NotNullWhen(false)] out Refusal? refusal)
    {
        prompt = TryEncode(tokenizer, "", text, mayBeEmpty, tokensMax, out var ids, out refusal)
            ? new JanusPrompt(ids, Blot(ids, tokenizer.IdOf(Pad)!.Value))
            : null;
        return prompt is not null;
    }

    /// <summary>The ids of the template with a text in it, behind what stands for pictures.</summary>
    public static bool TryEncode(
        Tokenizer tokenizer, string pictures, string text, bool mayBeEmpty, int tokensMax, out int[] ids, [NotNullWhen(false)] out Refusal? refusal)
    {
        ids = [];
        if (tokenizer.IdOf(Begin) is null || tokenizer.IdOf(Pad) is null)
        {
            refusal = new Refusal(RefusedAt.Tokenizer, "tokenizer.json", $"It has no {Begin} or no {Pad}; the tokenizer is not of a Janus model.");
            return false;
        }

        var cleaned = tokenizer.WithoutAddedTokens(text).Trim();
        if (cleaned.Length == 0 && !mayBeEmpty)
        {
            refusal = new Refusal(RefusedAt.Prompt, "prompt", "There is nothing to draw in an empty prompt.");
            return false;
        }

        // Janus-1.3B has no tokens for the two speakers and was trained with their plain names.
        var said = pictures + cleaned;
        var template = tokenizer.IdOf(User) is null ? $"User: {said}\n\nAssistant:{Begin}" : $"{User}: {said}\n\n<|Assistant|>:{Begin}";
        if (!tokenizer.TryEncode(template, out ids, out refusal))
        {
            return false;
        }

        refusal = ids.Length > tokensMax
            ? new Refusal(RefusedAt.Prompt, "prompt", $"The prompt has {ids.Length} tokens; the model takes {Math.Max(0, tokensMax)}.")
            : null;
        return refusal is null;
    }

    /// <summary>The same with everything but the first and the last token blotted out.</summary>
    public static int[] Blot(int[] ids, int pad) => [.. ids.Select((id, i) => i == 0 || i == ids.Length - 1 ? id : pad)];
}
