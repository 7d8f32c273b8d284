namespace Tessera.Inference.Weights;

/// <summary>
/// All that a pickle may name. A pickle can name any function of Python and have it called; here these few are known by
/// name, what they would do is done by us, and every other name is refused.
/// </summary>
internal static class PickleGlobals
{
    public const string OrderedDict = "collections.OrderedDict";
    public const string RebuildTensor = "torch._utils._rebuild_tensor_v2";
    public const string Namespace = "argparse.Namespace";
    public const string RebuildParameter = "torch._utils._rebuild_parameter";

    public static bool IsKnown(string name) =>
        name is OrderedDict or Namespace or RebuildTensor or RebuildParameter || StorageType(name) is not null;

    public static NumberType? StorageType(string name) => name switch
    {
        "torch.FloatStorage" => NumberType.F32,
        "torch.HalfStorage" => NumberType.F16,
        "torch.BFloat16Storage" => NumberType.BF16,
        "torch.LongStorage" => NumberType.I64,
        "torch.IntStorage" => NumberType.I32,
        "torch.BoolStorage" => NumberType.Bool,
        _ => null,
    };

    /// <summary>What the call gives, or why not.</summary>
    public static string? Call(string name, object?[] arguments, out object? result)
    {
        result = null;
        switch (name)
        {
            case OrderedDict when arguments.Length == 0:
                result = new PickleDict([]);
                return null;
            case RebuildParameter when arguments is [PickleTensor tensor, _, _]:
                result = tensor;
                return null;
            case RebuildTensor when arguments is [PickleStorage storage, long offset, PickleTuple shape, PickleTuple stride, _, _, ..]:
                return Tensor(storage, offset, shape, stride, out result);
            default:
                return $"the pickle calls {name} with other arguments than torch.save writes";
        }
    }

    private static string? Tensor(PickleStorage storage, long offset, PickleTuple shape, PickleTuple stride, out object? result)
    {
        result = null;
        if (Wholes(shape) is not { } sides || Wholes(stride) is not { } steps || sides.Length != steps.Length
            || Extent.Count(sides) is not { } count || offset < 0 || count > storage.Count || offset > storage.Count - count)
        {
            return $"a tensor of {storage.Count} numbers has a shape or an offset that does not fit";
        }

        // A side of one may have any stride.
        var step = 1L;
        for (var i = sides.Length - 1; i >= 0; i--)
        {
            if (sides[i] != 1 && steps[i] != step && count > 0)
            {
                return "a tensor is not stored row by row; make it contiguous before saving";
            }

            step *= Math.Max(sides[i], 1);
        }

        result = new PickleTensor(storage, offset, sides);
        return null;
    }

    private static long[]? Wholes(PickleTuple tuple) =>
        tuple.Items.All(item => item is long) ? [.. tuple.Items.Select(item => (long)item!)] : null;
}
