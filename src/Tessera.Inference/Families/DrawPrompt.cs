namespace Tessera.Inference.Families;

/// <summary>
/// What a picture starts from: streams that get the same picture tokens, and whose logits are added with their weights. For
/// guidance g there are two: the prompt with g, and nothing in particular with 1 − g.
/// </summary>
internal sealed record DrawPrompt(IReadOnlyList<PromptStream> Streams);

/// <summary>One stream's start, ready to go through the decoder.</summary>
/// <param name="Weight">What its logits are multiplied by; those of all streams add up to 1.</param>
/// <param name="Inputs">(positions, hidden)</param>
/// <param name="FirstPosition">
/// The position of the first of them; what lies before it does not exist for this stream. The streams of one prompt end at
/// the same position, where the first picture token follows.
/// </param>
internal sealed record PromptStream(float Weight, float[] Inputs, int FirstPosition = 0);
