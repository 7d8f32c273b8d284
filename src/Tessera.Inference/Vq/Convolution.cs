using Tessera.Inference.Kernels;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Vq;

/// <summary>What a convolution does to the size.</summary>
internal enum Sizing
{
    /// <summary>Keeps it: 1×1, or 3×3 with a border of one.</summary>
    Same,

    /// <summary>3×3 at every second place, with a border right and below only.</summary>
    Halve,

    /// <summary>Every place four times, then 3×3 with a border of one.</summary>
    Double,
}

/// <summary>A convolution of 1×1 or 3×3, whose weights stay in their file until it runs.</summary>
/// <param name="weight">(outputs, inputs, side, side), or null after a refusal, when what was read is thrown away</param>
/// <param name="bias">(outputs)</param>
/// <param name="inputs">Channels of the source.</param>
/// <param name="side">1 or 3.</param>
/// <param name="sizing">What it does to the size.</param>
internal sealed class Convolution(WeightTensor? weight, float[] bias, int inputs, int side, Sizing sizing = Sizing.Same) : IVqPart
{
    private readonly float[] _bias = [.. bias, .. new float[FeatureMap.Padded(bias.Length) - bias.Length]];

    public int Outputs => bias.Length;

    private int Taps => side * side;

    public static Convolution Read(WeightReader reader, string name, int inputs, int outputs, int side, Sizing sizing = Sizing.Same) =>
        new(reader.Tensor(name + ".weight", outputs, inputs, side, side), reader.Vector(name + ".bias", outputs), inputs, side, sizing);

    public MapSize After(MapSize size) => sizing switch
    {
        Sizing.Halve => new MapSize(Outputs, size.Height / 2, size.Width / 2),
        Sizing.Double => new MapSize(Outputs, size.Height * 2, size.Width * 2),
        _ => size with { Channels = Outputs },
    };

    public IEnumerable<FeatureMap> Run(FeatureMap source, VqWorkspace work, Team team)
    {
        var result = Of(source, null, work, team);
        work.Return(source);
        yield return result;
    }

    /// <summary>A new map; the source stays as it is.</summary>
    /// <param name="source">The source.</param>
    /// <param name="norm">What it goes through first, or null.</param>
    /// <param name="work">The memory.</param>
    /// <param name="team">Who does it.</param>
    public FeatureMap Of(FeatureMap source, GroupNorm? norm, VqWorkspace work, Team team)
    {
        var result = work.Rent(After(source.Size));
        Write(source, norm, result, add: false, work, team);
        return result;
    }

    /// <summary>Adds the result to another map of its size.</summary>
    public void AddTo(FeatureMap target, FeatureMap source, GroupNorm? norm, VqWorkspace work, Team team) => Write(source, norm, target, add: true, work, team);

    private void Write(FeatureMap source, GroupNorm? norm, FeatureMap into, bool add, VqWorkspace work, Team team)
    {
        // Few inputs are not worth the sums before and after.
        if (sizing == Sizing.Same && side == 3 && inputs >= Tile.Outputs && Winograd.Takes(source.Size))
        {
            norm?.Measure(source, team);
            work.Winograd.Run(source, norm, Weights(Winograd.Mix, work, team), _bias, into, add, work, team);
        }
        else if (norm is not null)
        {
            var normed = work.Rent(source.Size);
            norm.Run(source, normed, team);
            TapByTap(normed, into, add, work, team);
            work.Return(normed);
        }
        else
        {
            TapByTap(source, into, add, work, team);
        }
    }

    /// <summary>(blocks of 32 outputs, forms, inputs, 32)</summary>
    private LineFloats Weights(float[]? mix, VqWorkspace work, Team team)
    {
        var weights = work.Weights(_bias.Length * inputs * FormsOf(mix));
        work.Packing.Run(weight!, inputs, Outputs, Taps, mix, weights, team);
        return weights;
    }

    private int FormsOf(float[]? mix) => mix is null ? Taps : mix.Length / Taps;

    private void TapByTap(FeatureMap source, FeatureMap into, bool add, VqWorkspace work, Team team)
    {
        var mix = sizing == Sizing.Double ? Doubling.Mix : null;
        var (weights, block) = (Weights(mix, work, team), FormsOf(mix) * inputs * Tile.Outputs);
        if (sizing == Sizing.Double)
        {
            for (var phase = 0; phase < Doubling.Phases; phase++)
            {
                var (row, column) = (phase / 2, phase % 2);
                work.Product.Run(
                    source, Doubling.Taps(source, row, column), inputs, weights, phase * Doubling.TapsOfAPhase * inputs * Tile.Outputs, block, _bias,
                    into, new PlaceSteps(1, 2, row, column), add, team);
            }

            return;
        }

        // A 3×3 convolution begins left of and above its place, but not where the border is right and below only.
        var begin = sizing == Sizing.Halve ? 0 : side / 2;
        var taps = Enumerable.Range(0, Taps).Select(tap => (tap / side - begin) * source.RowStride + (tap % side - begin) * source.Stride).ToArray();
        work.Product.Run(source, taps, inputs, weights, 0, block, _bias, into, new PlaceSteps(sizing == Sizing.Halve ? 2 : 1, 1, 0, 0), add, team);
    }
}
