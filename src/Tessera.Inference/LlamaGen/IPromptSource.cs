using Tessera.Inference.Families;

namespace Tessera.Inference.LlamaGen;

/// <summary>What stands before the first picture token: a class or a caption.</summary>
internal interface IPromptSource
{
    SamplingDefaults Sampling { get; }

    /// <summary>The streams, or why not; in pieces, as <see cref="IPictureModel.Prepare"/>.</summary>
    /// <param name="text">The words.</param>
    /// <param name="mayBeEmpty">There is a picture to start from; without words it is drawn from that alone.</param>
    /// <param name="guidance">See <see cref="SamplingDefaults.Guidance"/>.</param>
    IEnumerable<Prepared?> Prepare(string text, bool mayBeEmpty, float guidance);
}
