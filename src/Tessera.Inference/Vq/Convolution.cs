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
        var result = Of(source, work, team);
        work.Return(source);
        yield return result;
    }

    /// <summary>A new map; the source stays as it is.</summary>
    public FeatureMap Of(FeatureMap source, VqWorkspace work, Team team)
    {
        var result = work.Rent(After(source.Size));
        Write(source, result, add: false, work, team);
        return result;
    }

    /// <summary>Adds the result to another map of its size.</summary>
    public void AddTo(FeatureMap target, FeatureMap source, VqWorkspace work, Team team) => Write(source, target, add: true, work, team);

    private void Write(FeatureMap source, FeatureMap into, bool add, VqWorkspace work, Team team)
    {
        // Few inputs are not worth the sums before and after.
        var byPatches = sizing == Sizing.Same && side == 3 && inputs >= Tile.Outputs && Winograd.Takes(source);
        var mix = byPatches ? Winograd.Mix : sizing == Sizing.Double ? Doubling.Mix : null;
        var forms = mix is null ? Taps : mix.Length / Taps;
        var block = forms * inputs * Tile.Outputs;
        var weights = work.Weights(into.Stride / Tile.Outputs * block);
        work.Packing.Run(weight!, inputs, Outputs, Taps, mix, weights, team);
        if (byPatches)
        {
            work.Winograd.Run(source, weights, _bias, into, add, work.Patches(Winograd.RoomFor(source.Stride, source.Height, source.Width)), team);
        }
        else if (sizing == Sizing.Double)
        {
            for (var phase = 0; phase < Doubling.Phases; phase++)
            {
                var (row, column) = (phase / 2, phase % 2);
                work.Product.Run(
                    source, Doubling.Taps(source, row, column), inputs, weights, phase * Doubling.TapsOfAPhase * inputs * Tile.Outputs, block, _bias,
                    into, new PlaceSteps(1, 2, row, column), add, team);
            }
        }
        else
        {
            // A 3×3 convolution begins left of and above its place, but not where the border is right and below only.
            var begin = sizing == Sizing.Halve ? 0 : side / 2;
            var taps = Enumerable.Range(0, Taps).Select(tap => (tap / side - begin) * source.RowStride + (tap % side - begin) * source.Stride).ToArray();
            work.Product.Run(source, taps, inputs, weights, 0, block, _bias, into, new PlaceSteps(sizing == Sizing.Halve ? 2 : 1, 1, 0, 0), add, team);
        }
    }
}
