using Tessera.Inference.Rasters;

namespace Tessera.Inference.Painting;

/// <summary>A finished picture.</summary>
/// <param name="Description">One English sentence on what was drawn, such as "A red balloon on a wooden table."</param>
/// <param name="UnknownWords">Words of the prompt that the painter has no drawing for, in lower case, each once.</param>
public sealed record Painting(Raster Picture, string Description, IReadOnlyList<string> UnknownWords);
