namespace Tessera.Inference.Weights;

/// <summary>A tensor that a model asked for while it was opened, by the engine's own name: what a conversion has to write.</summary>
/// <param name="Name">The engine's name for it.</param>
/// <param name="Tensor">Where it is.</param>
/// <param name="IsMultiplied">It is a matrix that inputs are multiplied by, and may be rounded; the others are kept as they are.</param>
internal sealed record AskedTensor(string Name, WeightTensor Tensor, bool IsMultiplied);
