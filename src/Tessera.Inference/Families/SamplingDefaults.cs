namespace Tessera.Inference.Families;

/// <summary>How a model's makers draw from it, where an order says nothing else.</summary>
/// <param name="Guidance">How far away from a picture of nothing in particular.</param>
/// <param name="Temperature">What logits are divided by.</param>
/// <param name="TopK">How many of the likeliest tokens are drawn from; 0 is all of them.</param>
internal sealed record SamplingDefaults(float Guidance, float Temperature, int TopK);
