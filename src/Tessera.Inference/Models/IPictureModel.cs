using Tessera.Inference.Decoding;
using Tessera.Inference.Engine;
using Tessera.Inference.Kernels;
using Tessera.Inference.Rasters;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Models;

/// <summary>
/// One family of models that draw token by token: what is around the decoder. Used by the engine's one thread. Long work comes
/// in pieces: an enumerable that gives null after each piece (some milliseconds to a fifth of a second) and the result last, so
/// that pictures under way wait for a piece and not for all of it, and so that any work can be broken off.
/// </summary>
internal interface IPictureModel : IDisposable
{
    PictureGrid Grid { get; }

    SamplingDefaults Sampling { get; }

    /// <summary>How many picture tokens there are to choose from.</summary>
    int Codes { get; }

    Decoder Decoder { get; }

    /// <summary>The streams of an order, or why it is refused; in pieces.</summary>
    IEnumerable<Prepared?> Prepare(DrawOrder order, Team team);

    /// <summary>The input of the position after a picture token: (hidden).</summary>
    void Embed(int token, Span<float> into);

    /// <summary>From the decoder's result to the logits of picture tokens.</summary>
    /// <param name="normed">(rows, hidden)</param>
    /// <param name="logits">(rows, codes)</param>
    void Score(float[] normed, int rows, float[] logits);

    /// <summary>Adds factor · cos(code of each token, code of this one) to logits: what draws a variation towards its original.</summary>
    void Lean(int token, float factor, Span<float> logits);

    /// <summary>The tokens of a picture of the grid's size, or null in total where the model has no encoder; in pieces.</summary>
    IEnumerable<int[]?> Encode(Raster picture, Team team);

    /// <summary>The picture of a whole grid of tokens; in pieces.</summary>
    IEnumerable<Raster?> Decode(int[] tokens, Team team);
}

/// <summary>An order made ready, or refused: one of the two.</summary>
internal sealed record Prepared(DrawPrompt? Prompt, Refusal? Refusal);
