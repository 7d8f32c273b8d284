using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tessera.Inference.Kernels;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Vq;

/// <summary>
/// Each of 32 groups of channels to mean 0 and variance 1, then scaled and shifted by channel, then, where asked, x · sigmoid(x).
/// Shared out by rows; what rows add up to is added row by row.
/// </summary>
internal sealed class GroupNorm(float[] weight, float[] bias, bool swish) : IShared
{
    public const int Groups = 32;
    private const double Epsilon = 1e-6;
    private const int Lanes = 16;

    private readonly float[] _factors = new float[weight.Length];
    private readonly float[] _shifts = new float[weight.Length];
    private FeatureMap _from = null!;  // set while it runs
    private FeatureMap? _into;         // null while it measures
    private float[] _moments = null!;  // (rows, 2, channels): sums and sums of squares

    public static GroupNorm Read(WeightReader reader, string name, int channels, bool swish) =>
        new(reader.Vector(name + ".weight", channels), reader.Vector(name + ".bias", channels), swish);

    /// <summary>Writes another map of the same size, or the same.</summary>
    public void Run(FeatureMap from, FeatureMap into, Team team)
    {
        Measure(from, team);
        (_from, _into) = (from, into);
        team.Run(this, from.Height, RowsOfAShare(from));
        (_from, _into) = (null!, null);
    }

    /// <summary>The first half: what <see cref="WriteRow"/> then goes by.</summary>
    public void Measure(FeatureMap from, Team team)
    {
        (_from, _moments) = (from, new float[from.Height * 2 * weight.Length]);
        team.Run(this, from.Height, RowsOfAShare(from));
        SetFactors();
        (_from, _moments) = (null!, null!);
    }

    /// <summary>One row into a row of another map of the same width and channels, or of the same map.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void WriteRow(FeatureMap map, int y, FeatureMap other, int row)
    {
        ref var from = ref map.Numbers.At(map.IndexOf(y, 0));
        ref var into = ref other.Numbers.At(other.IndexOf(row, 0));
        var (end, stride) = ((nuint)(map.Width * map.Stride), (nuint)map.Stride);
        for (nuint place = 0; place < end; place += stride)
        {
            for (nuint channel = 0; channel < stride; channel += Lanes)
            {
                var x = Vector512.FusedMultiplyAdd(
                    Vector512.LoadUnsafe(ref from, place + channel), Vector512.LoadUnsafe(ref _factors[0], channel), Vector512.LoadUnsafe(ref _shifts[0], channel));
                (swish ? x / (Vector512<float>.One + Exponential.Of(-x)) : x).StoreUnsafe(ref into, place + channel);
            }
        }
    }

    void IShared.Do(int first, int end)
    {
        for (var y = first; y < end; y++)
        {
            if (_into is null)
            {
                Measure(y);
            }
            else
            {
                WriteRow(_from, y, _into, y);
            }
        }
    }

    private static int RowsOfAShare(FeatureMap map) => Math.Max(1, map.Height / 64);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Measure(int y)
    {
        ref var row = ref _from.Numbers.At(_from.IndexOf(y, 0));
        var (end, stride) = ((nuint)(_from.Width * _from.Stride), (nuint)_from.Stride);
        for (nuint channel = 0; channel < (nuint)weight.Length; channel += Lanes)
        {
            var (sums, squares) = (Vector512<float>.Zero, Vector512<float>.Zero);
            for (var at = channel; at < end; at += stride)
            {
                var numbers = Vector512.LoadUnsafe(ref row, at);
                sums += numbers;
                squares = Vector512.FusedMultiplyAdd(numbers, numbers, squares);
            }

            sums.StoreUnsafe(ref _moments[y * 2 * weight.Length], channel);
            squares.StoreUnsafe(ref _moments[(y * 2 + 1) * weight.Length], channel);
        }
    }

    private void SetFactors()
    {
        var size = weight.Length / Groups;
        var count = (double)size * _from.Height * _from.Width;
        for (var group = 0; group < Groups; group++)
        {
            var (sum, squares) = (0.0, 0.0);
            for (var y = 0; y < _from.Height; y++)
            {
                for (var channel = group * size; channel < (group + 1) * size; channel++)
                {
                    sum += _moments[y * 2 * weight.Length + channel];
                    squares += _moments[(y * 2 + 1) * weight.Length + channel];
                }
            }

            var mean = sum / count;
            var scale = 1 / Math.Sqrt(Math.Max(squares / count - mean * mean, 0) + Epsilon);
            for (var channel = group * size; channel < (group + 1) * size; channel++)
            {
                _factors[channel] = (float)(scale * weight[channel]);
                _shifts[channel] = (float)(bias[channel] - mean * scale * weight[channel]);
            }
        }
    }
}
