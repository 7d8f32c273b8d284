using Tessera.Inference.Kernels;

namespace Tessera.Inference.Vq;

/// <summary>A step of the way between tokens and pixels.</summary>
internal interface IVqPart
{
    /// <summary>The size of the result.</summary>
    MapSize After(MapSize size);

    /// <summary>
    /// Takes a map over and gives one after each piece of the work, the last of them as the result. A piece is one convolution
    /// of 3×3 or less, at Janus' sizes at most a fifth of a second of two cores.
    /// </summary>
    IEnumerable<FeatureMap> Run(FeatureMap source, VqWorkspace work, Team team);
}
