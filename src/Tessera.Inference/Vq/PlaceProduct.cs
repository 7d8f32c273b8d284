using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Tessera.Inference.Kernels;

namespace Tessera.Inference.Vq;

/// <summary>Which places of one map make which places of another.</summary>
/// <param name="FromStep">Places of the source from one result to the next.</param>
/// <param name="IntoStep">Places of the target from one result to the next.</param>
/// <param name="Row">Row of the first result in the target.</param>
/// <param name="Column">Column of the first result in the target.</param>
internal readonly record struct PlaceSteps(int FromStep, int IntoStep, int Row, int Column);

/// <summary>
/// Every place of a map times weights, tap by tap: convolutions of any kind, and attention. Shared out by bands of rows and
/// blocks of output channels.
/// </summary>
internal sealed class PlaceProduct : IShared
{
    // A share is some milliseconds of one core, and there are enough of them for many cores on the smallest map.
    private const int BandPlaces = 256;

    private FeatureMap _from = null!;     // all are set by Run
    private FeatureMap _into = null!;
    private int[] _taps = null!;
    private int _inputs;
    private LineFloats _weights = null!;
    private int _first;
    private int _blockFloats;
    private float[] _bias = null!;
    private PlaceSteps _steps;
    private bool _add;
    private int _bands;
    private int _bandRows;

    /// <param name="from">The source.</param>
    /// <param name="taps">For each tap, floats from a place to where its inputs are.</param>
    /// <param name="inputs">Inputs at each tap.</param>
    /// <param name="weights">(blocks of 32 outputs, …, taps, inputs, 32)</param>
    /// <param name="first">Where the taps of the first block begin.</param>
    /// <param name="blockFloats">Floats from one block to the next.</param>
    /// <param name="bias">As long as the target's stride.</param>
    /// <param name="into">The target, another map than the source.</param>
    /// <param name="steps">Which places make which.</param>
    /// <param name="add">Whether to add to what the target holds.</param>
    /// <param name="team">Who does it.</param>
    public void Run(
        FeatureMap from, int[] taps, int inputs, LineFloats weights, int first, int blockFloats, float[] bias,
        FeatureMap into, PlaceSteps steps, bool add, Team team)
    {
        (_from, _taps, _inputs, _weights, _first, _blockFloats, _bias) = (from, taps, inputs, weights, first, blockFloats, bias);
        (_into, _steps, _add) = (into, steps, add);
        var rows = into.Height / steps.IntoStep;
        _bandRows = Math.Max(1, BandPlaces * steps.IntoStep / into.Width);
        _bands = (rows + _bandRows - 1) / _bandRows;
        team.Run(this, _bands * (into.Stride / Tile.Outputs), 1);
        (_from, _into, _weights) = (null!, null!, null!);
    }

    void IShared.Do(int first, int end)
    {
        Span<float> sums = stackalloc float[Tile.Places * Tile.Outputs];
        for (var share = first; share < end; share++)
        {
            // Band by band of one block: its weights stay near.
            var (block, band) = (share / _bands, share % _bands);
            var rows = _into.Height / _steps.IntoStep;
            for (var y = band * _bandRows; y < Math.Min((band + 1) * _bandRows, rows); y++)
            {
                Row(block, y, ref MemoryMarshal.GetReference(sums));
            }
        }
    }

    private void Row(int block, int y, ref float sums)
    {
        var columns = _into.Width / _steps.IntoStep;
        for (var x = 0; x < columns; x += Tile.Places)
        {
            Tile.Run(
                ref _from.Numbers.At(_from.IndexOf(y * _steps.FromStep, x * _steps.FromStep)), (nuint)(_steps.FromStep * _from.Stride),
                _taps, (nuint)_inputs, ref _weights.At(_first + block * _blockFloats), ref sums);
            var into = _into.IndexOf(_steps.Row + y * _steps.IntoStep, _steps.Column + x * _steps.IntoStep) + block * Tile.Outputs;
            for (var place = 0; place < Math.Min(Tile.Places, columns - x); place++, into += _steps.IntoStep * _into.Stride)
            {
                Write(ref Unsafe.Add(ref sums, place * Tile.Outputs), ref _bias[block * Tile.Outputs], ref _into.Numbers.At(into), _add);
            }
        }
    }

    private static void Write(ref float sums, ref float bias, ref float into, bool add)
    {
        for (nuint i = 0; i < Tile.Outputs; i += (nuint)Vector512<float>.Count)
        {
            var numbers = Vector512.LoadUnsafe(ref sums, i) + Vector512.LoadUnsafe(ref bias, i);
            (add ? numbers + Vector512.LoadUnsafe(ref into, i) : numbers).StoreUnsafe(ref into, i);
        }
    }
}
