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

    private const string User = "<|User|>";
    private const string Begin = "<begin_of_image>";
    private const string Pad = "<｜▁pad▁｜>";

    /// <param name="tokenizer">The model's.</param>
    /// <param name="text">What is wanted; may be empty where <paramref name="mayBeEmpty"/>.</param>
    /// <param name="mayBeEmpty">Something else says what is wanted.</param>
    /// <param name="tokensMax">The longest prompt.</param>
    /// <param name="prompt">The streams.</param>
    /// <param name="refusal">Why not.</param>
    public static bool TryMake(
        Tokenizer tokenizer, string text, bool mayBeEmpty, int tokensMax, [NotNullWhen(true)] out JanusPrompt? prompt, [NotNullWhen(false)] out Refusal? refusal)
    {
        prompt = null;
        if (tokenizer.IdOf(Begin) is null || tokenizer.IdOf(Pad) is not { } pad)
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
        var template = tokenizer.IdOf(User) is null ? $"User: {cleaned}\n\nAssistant:{Begin}" : $"{User}: {cleaned}\n\n<|Assistant|>:{Begin}";
        if (!tokenizer.TryEncode(template, out var ids, out refusal))
        {
            return false;
        }

        if (ids.Length > tokensMax)
        {
            refusal = new Refusal(RefusedAt.Prompt, "prompt", $"The prompt has {ids.Length} tokens; the model takes {tokensMax}.");
            return false;
        }

        prompt = new JanusPrompt(ids, [.. ids.Select((id, i) => i == 0 || i == ids.Length - 1 ? id : pad)]);
        return true;
    }
}
