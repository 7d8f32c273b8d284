using Tessera.Inference.Decoding;
using Tessera.Inference.Engine;
using Tessera.Inference.Kernels;
using Tessera.Inference.Rasters;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Families;

/// <summary>
/// One family of models that draw token by token: what is around the decoder. Used by the engine's one thread. Long work comes
/// in pieces: an enumerable that gives null after each piece (some milliseconds to a fifth of a second) and the result last, so
/// that pictures under way wait for a piece and not for all of it, and so that any work can be broken off.
/// </summary>
internal interface IPictureModel : IDisposable
{
    PictureGrid Grid { get; }

    ModelFacts Facts { get; }

    SamplingDefaults Sampling { get; }

    /// <summary>How many picture tokens there are to choose from.</summary>
    int Codes { get; }

    Decoder Decoder { get; }

    /// <summary>
    /// The model was trained to look at a picture: it takes the source into its prompt. One that does not is drawn towards the
    /// source's tokens instead.
    /// </summary>
    bool SeesSource { get; }

    /// <summary>The streams of an order, or why it is refused; in pieces.</summary>
    /// <param name="order">The order.</param>
    /// <param name="source">The part of the first reference that is edited or varied, if there is one.</param>
    /// <param name="team">Who works on it.</param>
    IEnumerable<Prepared?> Prepare(DrawOrder order, SourcePicture? source, Team team);

    /// <summary>The input of the position after a picture token: (hidden).</summary>
    void Embed(int token, Span<float> into);

    /// <summary>From the decoder's result to the logits of picture tokens.</summary>
    /// <param name="normed">(rows, hidden)</param>
    /// <param name="logits">(rows, codes)</param>
    void Score(float[] normed, int rows, float[] logits);

    /// <summary>Adds factor · cos(code of each token, code of this one) to logits: what draws a variation towards its original.</summary>
    void Lean(int token, float factor, Span<float> logits);

    /// <summary>It has an encoder, without which there are neither edits nor variations.</summary>
    bool CanEncode { get; }

    /// <summary>The tokens of a picture of the grid's size; in pieces. Only where <see cref="CanEncode"/>.</summary>
    IEnumerable<int[]?> Encode(Raster picture, Team team);

    /// <summary>The picture of whole rows of tokens, all of the grid's or the first ones; in pieces.</summary>
    IEnumerable<Raster?> Decode(int[] tokens, Team team);
}

/// <summary>An order made ready, or refused: one of the two.</summary>
internal sealed record Prepared(DrawPrompt? Prompt, Refusal? Refusal);

/// <summary>The picture that an edit or a variation starts from.</summary>
/// <param name="Picture">Of the grid's size.</param>
/// <param name="Tokens">What it is in the model's tokens.</param>
internal sealed record SourcePicture(Raster Picture, int[] Tokens);
