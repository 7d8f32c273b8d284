using Tessera.Inference.Kernels;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Vq;

/// <summary>x + conv2(swish(norm2(conv1(swish(norm1(x)))))); where the width changes, x goes through a 1×1 convolution.</summary>
internal sealed record ResidualBlock(GroupNorm Norm1, Convolution Conv1, GroupNorm Norm2, Convolution Conv2, Convolution? Shortcut)
{
    public static ResidualBlock Read(WeightReader reader, string name, int inputs, int outputs) => new(
        GroupNorm.Read(reader, name + ".norm1", inputs, swish: true),
        Convolution.Read(reader, name + ".conv1", inputs, outputs, 3),
        GroupNorm.Read(reader, name + ".norm2", outputs, swish: true),
        Convolution.Read(reader, name + ".conv2", outputs, outputs, 3),
        inputs == outputs ? null : Convolution.Read(reader, name + ".nin_shortcut", inputs, outputs, 1));

    public Planes Run(Planes x, Team team)
    {
        var result = Conv2.Run(Norm2.Run(Conv1.Run(Norm1.Run(x, team), team), team), team);
        Dot.AddScaled(result.Numbers, (Shortcut?.Run(x, team) ?? x).Numbers, 1);
        return result;
    }
}

/// <summary>x + out(softmax(q · k / √channels) · v), every place with every other; one head.</summary>
internal sealed record AttentionBlock(GroupNorm Norm, Convolution Query, Convolution Key, Convolution Value, Convolution Output)
{
    public static AttentionBlock Read(WeightReader reader, string name, int channels) => new(
        GroupNorm.Read(reader, name + ".norm", channels, swish: false),
        Convolution.Read(reader, name + ".q", channels, channels, 1),
        Convolution.Read(reader, name + ".k", channels, channels, 1),
        Convolution.Read(reader, name + ".v", channels, channels, 1),
        Convolution.Read(reader, name + ".proj_out", channels, channels, 1));

    public Planes Run(Planes x, Team team)
    {
        var n = Norm.Run(x, team);
        var places = new PlaceAttention(Query.Run(n, team), Key.Run(n, team), Value.Run(n, team));
        team.Run(places, x.Height * x.Width, 16);
        var result = Output.Run(places.Result(), team);
        Dot.AddScaled(result.Numbers, x.Numbers, 1);
        return result;
    }
}

/// <summary>Twice the size: every number four times, then a 3×3 convolution.</summary>
internal sealed record Upsampling(Convolution Convolution)
{
    public Planes Run(Planes x, Team team)
    {
        var large = new Planes(x.Channels, 2 * x.Height, 2 * x.Width);
        for (var channel = 0; channel < large.Channels; channel++)
        {
            for (var y = 0; y < large.Height; y++)
            {
                var small = x.Row(channel, y / 2);
                var row = large.Row(channel, y);
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] = small[i / 2];
                }
            }
        }

        return Convolution.Run(large, team);
    }
}
