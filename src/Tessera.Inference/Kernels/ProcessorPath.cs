namespace Tessera.Inference.Kernels;

/// <summary>The products of one kind of processor. All give the same bits; they differ in what they need and how fast they are.</summary>
/// <param name="Name">What the kind is called.</param>
/// <param name="IsSupported">Whether this machine is of the kind.</param>
/// <param name="Int8">With eight bits a weight.</param>
/// <param name="Int4">With four.</param>
internal sealed record ProcessorPath(string Name, bool IsSupported, GroupedProduct Int8, GroupedProduct Int4)
{
    /// <summary>All kinds, the fastest first. The last one runs everywhere.</summary>
    public static readonly ProcessorPath[] All =
    [
        new("AVX-VNNI", AvxVnniInt8.IsSupported, new GroupedProduct<AvxVnniInt8, Halves, Halves>(), new GroupedProduct<AvxVnniInt4, Halves, Halves>()),
        new("AVX-512", Avx512Int8.IsSupported, new GroupedProduct<Avx512Int8, Avx512Int8.Signed, Avx512Int8.Input512>(), new GroupedProduct<Avx2Int4, Halves, Halves>()),
        new("AVX2", Avx2Int8.IsSupported, new GroupedProduct<Avx2Int8, Halves, Halves>(), new GroupedProduct<Avx2Int4, Halves, Halves>()),
        new("Arm dot product", DotProductDot.IsSupported,
            new GroupedProduct<ArmInt8<DotProductDot>, Halves, Halves>(), new GroupedProduct<ArmInt4<DotProductDot>, Halves, Halves>()),
        new("Arm", AdvSimdDot.IsSupported, new GroupedProduct<ArmInt8<AdvSimdDot>, Halves, Halves>(), new GroupedProduct<ArmInt4<AdvSimdDot>, Halves, Halves>()),
        new("scalar", true, new GroupedProduct<ScalarInt8, nint, nint>(), new GroupedProduct<ScalarInt4, nint, nint>()),
    ];

    /// <summary>This machine's.</summary>
    public static ProcessorPath Best { get; } = All.First(path => path.IsSupported);

    public GroupedProduct For(Precision precision) => precision == Precision.Int8 ? Int8 : Int4;
}
