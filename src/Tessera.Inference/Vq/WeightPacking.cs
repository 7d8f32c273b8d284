using Tessera.Inference.Kernels;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Vq;

/// <summary>
/// Brings a convolution's weights into the order that tiles read them in, at each use: that is a fiftieth of the work, and what
/// is kept in memory is one convolution's weights and not a model's.
/// </summary>
internal sealed class WeightPacking : IShared
{
    // 18 kB on the stack, and near while they are turned round.
    private const int ChunkNumbers = 144;

    private WeightTensor _tensor = null!; // all are set by Run
    private int _inputs;
    private int _outputs;
    private int _taps;
    private float[]? _mix;
    private LineFloats _into = null!;

    private int Forms => _mix is null ? _taps : _mix.Length / _taps;

    private int ChunkInputs => ChunkNumbers / _taps;

    private int Chunks => (_inputs + ChunkInputs - 1) / ChunkInputs;

    /// <param name="tensor">(outputs, inputs, taps)</param>
    /// <param name="inputs">Inputs.</param>
    /// <param name="outputs">Outputs; those up to the next 32 get zeros.</param>
    /// <param name="taps">Taps.</param>
    /// <param name="mix">(forms, taps): each form is a sum of taps; null where the forms are the taps.</param>
    /// <param name="into">(blocks of 32 outputs, forms, inputs, 32)</param>
    /// <param name="team">Who does it.</param>
    public void Run(WeightTensor tensor, int inputs, int outputs, int taps, float[]? mix, LineFloats into, Team team)
    {
        (_tensor, _inputs, _outputs, _taps, _mix, _into) = (tensor, inputs, outputs, taps, mix, into);
        team.Run(this, FeatureMap.Padded(outputs) / Tile.Outputs * Chunks, 1);
        (_tensor, _into) = (null!, null!);
    }

    void IShared.Do(int first, int end)
    {
        Span<float> numbers = stackalloc float[ChunkNumbers];
        Span<float> turned = stackalloc float[ChunkNumbers * Tile.Outputs]; // (taps, inputs of the chunk, 32)
        for (var share = first; share < end; share++)
        {
            var (block, firstInput) = (share / Chunks, share % Chunks * ChunkInputs);
            var count = Math.Min(ChunkInputs, _inputs - firstInput);
            for (var lane = 0; lane < Tile.Outputs; lane++)
            {
                var row = numbers[..(count * _taps)];
                var output = block * Tile.Outputs + lane;
                if (output < _outputs)
                {
                    _tensor.Read(((long)output * _inputs + firstInput) * _taps, row);
                }
                else
                {
                    row.Clear();
                }

                for (int i = 0, at = 0; i < count; i++)
                {
                    for (var tap = 0; tap < _taps; tap++, at++)
                    {
                        turned[(tap * count + i) * Tile.Outputs + lane] = row[at];
                    }
                }
            }

            var length = count * Tile.Outputs;
            for (var form = 0; form < Forms; form++)
            {
                var into = _into.All.Slice(((block * Forms + form) * _inputs + firstInput) * Tile.Outputs, length);
                if (_mix is null)
                {
                    turned.Slice(form * length, length).CopyTo(into);
                }
                else
                {
                    Mix(turned, _mix.AsSpan(form * _taps, _taps), into);
                }
            }
        }
    }

    private static void Mix(ReadOnlySpan<float> turned, ReadOnlySpan<float> shares, Span<float> into)
    {
        into.Clear();
        for (var tap = 0; tap < shares.Length; tap++)
        {
            if (shares[tap] is not 0)
            {
                Dot.AddScaled(into, turned.Slice(tap * into.Length, into.Length), shares[tap]);
            }
        }
    }
}
