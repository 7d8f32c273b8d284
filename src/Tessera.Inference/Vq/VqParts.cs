using Tessera.Inference.Kernels;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Vq;

/// <summary>x + conv2(swish(norm2(conv1(swish(norm1(x)))))); where the width changes, x goes through a 1×1 convolution.</summary>
internal sealed record ResidualBlock(GroupNorm Norm1, Convolution Conv1, GroupNorm Norm2, Convolution Conv2, Convolution? Shortcut) : IVqPart
{
    public static ResidualBlock Read(WeightReader reader, string name, int inputs, int outputs) => new(
        GroupNorm.Read(reader, name + ".norm1", inputs, swish: true),
        Convolution.Read(reader, name + ".conv1", inputs, outputs, 3),
        GroupNorm.Read(reader, name + ".norm2", outputs, swish: true),
        Convolution.Read(reader, name + ".conv2", outputs, outputs, 3),
        inputs == outputs ? null : Convolution.Read(reader, name + ".nin_shortcut", inputs, outputs, 1));

    public MapSize After(MapSize size) => size with { Channels = Conv2.Outputs };

    public IEnumerable<FeatureMap> Run(FeatureMap source, VqWorkspace work, Team team)
    {
        var inner = Conv1.Of(source, Norm1, work, team);
        yield return source;

        var result = source;
        if (Shortcut is not null)
        {
            result = Shortcut.Of(source, null, work, team);
            work.Return(source);
        }

        Conv2.AddTo(result, inner, Norm2, work, team);
        work.Return(inner);
        yield return result;
    }
}

/// <summary>Norm, x · sigmoid(x), convolution: the end of the decoder and of the encoder.</summary>
internal sealed record OutputBlock(GroupNorm Norm, Convolution Convolution) : IVqPart
{
    public static OutputBlock Read(WeightReader reader, string name, int inputs, int outputs) => new(
        GroupNorm.Read(reader, name + "norm_out", inputs, swish: true), Convolution.Read(reader, name + "conv_out", inputs, outputs, 3));

    public MapSize After(MapSize size) => Convolution.After(size);

    public IEnumerable<FeatureMap> Run(FeatureMap source, VqWorkspace work, Team team)
    {
        var result = Convolution.Of(source, Norm, work, team);
        work.Return(source);
        yield return result;
    }
}
