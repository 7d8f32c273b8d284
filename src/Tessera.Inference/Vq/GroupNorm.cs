using Tessera.Inference.Kernels;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Vq;

/// <summary>
/// Each of 32 groups of channels to mean 0 and variance 1, then scaled and shifted by channel, then, where asked, x · sigmoid(x).
/// Shared out by groups.
/// </summary>
internal sealed class GroupNorm(float[] weight, float[] bias, bool swish) : IShared
{
    public const int Groups = 32;
    private const double Epsilon = 1e-6;

    private Planes from = null!; // set by Run
    private Planes into = null!; // set by Run

    public static GroupNorm Read(WeightReader reader, string name, int channels, bool swish) =>
        new(reader.Vector(name + ".weight", channels), reader.Vector(name + ".bias", channels), swish);

    /// <summary>New planes of the same size.</summary>
    public Planes Run(Planes source, Team team)
    {
        (from, into) = (source, new Planes(source.Channels, source.Height, source.Width));
        team.Run(this, Groups, 1);
        var result = into;
        (from, into) = (null!, null!);
        return result;
    }

    void IShared.Do(int first, int end)
    {
        var size = from.Channels / Groups;
        for (var group = first; group < end; group++)
        {
            var (mean, scale) = Moments(group * size, size);
            for (var channel = group * size; channel < (group + 1) * size; channel++)
            {
                var factor = (float)(scale * weight[channel]);
                var shift = (float)(bias[channel] - mean * scale * weight[channel]);
                for (var y = 0; y < from.Height; y++)
                {
                    Write(from.Row(channel, y), into.Row(channel, y), factor, shift);
                }
            }
        }
    }

    private (double Mean, double Scale) Moments(int firstChannel, int channels)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var channel = firstChannel; channel < firstChannel + channels; channel++)
        {
            for (var y = 0; y < from.Height; y++)
            {
                var row = from.Row(channel, y);
                sum += Dot.Sum(row);
                squares += Dot.Of(row, row);
            }
        }

        var count = (double)channels * from.Height * from.Width;
        var mean = sum / count;
        return (mean, 1 / Math.Sqrt(Math.Max(squares / count - mean * mean, 0) + Epsilon));
    }

    private void Write(ReadOnlySpan<float> row, Span<float> result, float factor, float shift)
    {
        for (var x = 0; x < row.Length; x++)
        {
            result[x] = row[x] * factor + shift;
        }

        if (swish)
        {
            Activations.Swish(result);
        }
    }
}
