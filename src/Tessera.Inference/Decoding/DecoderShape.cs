namespace Tessera.Inference.Decoding;

/// <summary>The sizes of a LLaMA decoder.</summary>
/// <param name="Layers">Blocks.</param>
/// <param name="Hidden">Width of the stream through the blocks.</param>
/// <param name="Intermediate">Width within a block's gate.</param>
/// <param name="Heads">Query heads.</param>
/// <param name="KeyHeads">Heads of keys and values; each serves Heads / KeyHeads query heads.</param>
/// <param name="PositionsMax">The longest sequence, prompt and picture together.</param>
/// <param name="NormEpsilon">Added to the mean square in each norm.</param>
internal sealed record DecoderShape(int Layers, int Hidden, int Intermediate, int Heads, int KeyHeads, int PositionsMax, float NormEpsilon)
{
    public int HeadSize => Hidden / Heads;

    /// <summary>Numbers of one position's keys, and of its values.</summary>
    public int KeySize => KeyHeads * HeadSize;
}
