namespace Tessera.Inference.Weights;

/// <summary>How the numbers of a tensor are stored. Only the three of up to 32 bits with a point can be read as weights.</summary>
public enum NumberType
{
    F32,
    F16,
    BF16,
    F64,
    I64,
    I32,
    I16,
    I8,
    U8,
    Bool,
}

internal static class NumberTypes
{
    public static int Bytes(this NumberType type) => type switch
    {
        NumberType.F64 or NumberType.I64 => 8,
        NumberType.F32 or NumberType.I32 => 4,
        NumberType.F16 or NumberType.BF16 or NumberType.I16 => 2,
        _ => 1,
    };

    public static bool IsWeight(this NumberType type) => type is NumberType.F32 or NumberType.F16 or NumberType.BF16;
}
