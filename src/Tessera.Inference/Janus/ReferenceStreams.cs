using Tessera.Inference.Engine;
using Tessera.Inference.Kernels;
using Tessera.Inference.Models;
using Tessera.Inference.Tokens;
using Tessera.Inference.Vision;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Janus;

/// <summary>
/// The three streams of an edit by instruction: one that has the picture as it is seen and as tokens, one that has it only as
/// it is seen, and one that has nothing.
/// </summary>
internal sealed class ReferenceStreams(Tokenizer tokenizer, JanusConfig config, JanusWeights weights, PictureHead head, VisionEncoder vision)
{
    /// <summary>The model was trained with one picture; each takes over a thousand positions in three streams.</summary>
    public const int ReferencesMax = 1;

    /// <summary>Streams of an edit.</summary>
    public const int Count = 3;

    // How much the stream that only sees the picture weighs beside the one that has its tokens too: what its authors use.
    private const float SeenWeight = 5;

    /// <summary>Bytes that an order takes while it is made ready: the picture on its way, and the inputs of the streams.</summary>
    public long WorkingBytes => vision.WorkingBytes + (long)Count * ReferencePrompt.LengthMax(config.PictureTokens) * config.Shape.Hidden * sizeof(float);

    public IEnumerable<Prepared?> Prepare(DrawOrder order, SourcePicture source, float guidance, Team team)
    {
        if (order.References.Count > ReferencesMax)
        {
            yield return new Prepared(null, new Refusal(RefusedAt.Prompt, "image", $"The model looks at {ReferencesMax} picture; the order has {order.References.Count}."));
            yield break;
        }

        var places = config.PictureTokens;
        if (!ReferencePrompt.TryMake(tokenizer, order.Prompt, places, config.Shape.PositionsMax - places, out var prompt, out var refusal))
        {
            yield return new Prepared(null, refusal);
            yield break;
        }

        if (config.Beyond(prompt.Words) is { } beyond)
        {
            yield return new Prepared(null, beyond);
            yield break;
        }

        float[] seen = [];
        foreach (var piece in vision.Run(source.Picture, team))
        {
            seen = piece ?? seen;
            yield return null;
        }

        var hidden = config.Shape.Hidden;
        var part = weights.Inputs(prompt.Words);
        seen.CopyTo(part.AsSpan(prompt.Seen * hidden));
        var full = (float[])part.Clone();
        for (var i = 0; i < places; i++)
        {
            head.Embed(source.Tokens[i], full.AsSpan((prompt.Drawn + i) * hidden, hidden));
        }

        // blank + guidance · ((full + w · part) / (1 + w) − blank)
        yield return new Prepared(
            new DrawPrompt([
                new(guidance / (1 + SeenWeight), full),
                new(guidance * SeenWeight / (1 + SeenWeight), part),
                new(1 - guidance, weights.Inputs(prompt.Blank))]),
            null);
    }
}
