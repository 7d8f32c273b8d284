namespace Tessera.Inference.Painting.Grounds;

/// <summary>One background.</summary>
/// <param name="Phrase">As it stands in a description: "in a forest".</param>
/// <param name="Words">Everything that it is called, parted by bars.</param>
/// <param name="Horizon">Where the floor begins, as a share of the height from the top; 1 where there is no floor to stand on.</param>
internal sealed record Ground(string Phrase, string Words, float Horizon, Action<Setting> Paint)
{
    /// <summary>Things float: in water, in the sky or in space.</summary>
    public bool Weightless { get; init; }
}
