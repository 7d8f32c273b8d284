namespace Tessera.Inference.Kernels;

/// <summary>How a model's matrices are held while drawing.</summary>
public enum Precision
{
    /// <summary>As they are in the file: nothing is lost.</summary>
    Stored,

    /// <summary>Eight bits a weight, with a scale for each 64 of a row: half of bf16 to read in each step.</summary>
    Int8,

    /// <summary>Four bits a weight, with a scale for each 64 of a row: a quarter of bf16 to read in each step.</summary>
    Int4,
}
