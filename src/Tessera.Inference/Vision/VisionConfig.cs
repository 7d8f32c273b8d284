namespace Tessera.Inference.Vision;

/// <summary>What config.json says of the picture encoder beyond what its tensors show.</summary>
/// <param name="ImageSize">Pixels along each side of the picture.</param>
/// <param name="PatchSize">Pixels along each side of a patch.</param>
/// <param name="Heads">Heads of attention, where it says so: DeepSeek's layout has a name of the model instead.</param>
/// <param name="NormEpsilon">Added to the variance in each norm.</param>
internal sealed record VisionConfig(int ImageSize, int PatchSize, int? Heads, float NormEpsilon)
{
    /// <summary>Patches of one picture.</summary>
    public int Places => ImageSize / PatchSize * (ImageSize / PatchSize);
}
