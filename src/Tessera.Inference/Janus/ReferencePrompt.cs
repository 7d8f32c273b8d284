using System.Diagnostics.CodeAnalysis;
using Tessera.Inference.Tokens;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Janus;

/// <summary>
/// The prompt of a model that was trained to edit by instructions (Janus-4o): in the user's words, before them, the picture
/// twice, once as the model sees it and once in its own tokens.
/// </summary>
/// <param name="Words">All ids; a picture's places have the id that stands for it.</param>
/// <param name="Blank">The same with everything but the first and the last blotted out.</param>
/// <param name="Seen">Where the places begin that take what the encoder sees.</param>
/// <param name="Drawn">Where the places begin that take the picture's tokens.</param>
internal sealed record ReferencePrompt(int[] Words, int[] Blank, int Seen, int Drawn)
{
    private const string Placeholder = "<image_placeholder>";
    private const string End = "<end_of_image>";

    /// <summary>The longest prompt, both pictures in it.</summary>
    public static int LengthMax(int places) => JanusPrompt.TokensMax + 2 * (places - 1);

    /// <summary>What such a model's tokenizer lacks, or null.</summary>
    public static Refusal? Missing(Tokenizer tokenizer) =>
        new[] { JanusPrompt.Begin, JanusPrompt.Pad, Placeholder, End }.FirstOrDefault(token => tokenizer.IdOf(token) is null) is { } missing
            ? new Refusal(RefusedAt.Tokenizer, "tokenizer.json", $"It has no {missing}, which a model that takes reference pictures needs.")
            : null;

    /// <param name="tokenizer">The model's, in which nothing is <see cref="Missing"/>.</param>
    /// <param name="text">What is to be done; may be empty.</param>
    /// <param name="places">Places of the picture: as many patches as tokens.</param>
    /// <param name="positionsMax">How long the prompt with both pictures may be.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="refusal">Why not.</param>
    public static bool TryMake(
        Tokenizer tokenizer, string text, int places, int positionsMax, [NotNullWhen(true)] out ReferencePrompt? prompt, [NotNullWhen(false)] out Refusal? refusal)
    {
        prompt = null;
        const string picture = $"{JanusPrompt.Begin}{Placeholder}{End}{JanusPrompt.Begin}{JanusPrompt.Pad}{End}";
        var tokensMax = Math.Min(LengthMax(places), positionsMax) - 2 * (places - 1);
        if (!JanusPrompt.TryEncode(tokenizer, picture, text, mayBeEmpty: true, tokensMax, out var ids, out refusal))
        {
            return false;
        }

        // Text from outside has no added tokens left in it, so that each of the two is there once.
        var pad = tokenizer.IdOf(JanusPrompt.Pad)!.Value;
        var seen = Array.IndexOf(ids, tokenizer.IdOf(Placeholder)!.Value);
        var drawn = Array.IndexOf(ids, pad);
        int[] words = [.. ids.SelectMany((id, i) => Enumerable.Repeat(id, i == seen || i == drawn ? places : 1))];
        prompt = new ReferencePrompt(words, JanusPrompt.Blot(words, pad), seen, drawn + places - 1);
        return true;
    }
}
