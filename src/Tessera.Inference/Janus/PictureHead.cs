using Tessera.Inference.Kernels;

namespace Tessera.Inference.Janus;

/// <summary>
/// The two small networks around the decoder: from its result to the logits of picture tokens, and from one of them to the
/// next input, which depends on the token alone and is computed once for each. Buffers are its own; one caller at a time.
/// </summary>
internal sealed class PictureHead(JanusWeights weights, JanusConfig config, Team team)
{
    private readonly MatrixProduct _product = new(team);
    private readonly float[] _code = new float[config.CodeSize];
    private readonly float[][] _aligned = new float[config.Codes][]; // hidden each, once it was asked for
    private float[] _inner = new float[config.Shape.Hidden];         // (rows, hidden)

    /// <summary>logits = head · gelu(project · normed)</summary>
    /// <param name="normed">(rows, hidden)</param>
    /// <param name="rows">How many.</param>
    /// <param name="logits">(rows, codes)</param>
    public void Score(float[] normed, int rows, float[] logits)
    {
        var count = rows * config.Shape.Hidden;
        if (_inner.Length < count)
        {
            _inner = new float[count];
        }

        _product.Run(weights.Project, normed, _inner, rows);
        AddBias(_inner.AsSpan(0, count), weights.ProjectBias);
        Activations.Gelu(_inner.AsSpan(0, count));
        _product.Run(weights.Head, _inner, logits, rows);
        AddBias(logits.AsSpan(0, rows * config.Codes), weights.HeadBias);
    }

    /// <summary>alignOut · gelu(alignIn · code)</summary>
    public void Embed(int token, Span<float> into) => (_aligned[token] ??= Align(token)).CopyTo(into);

    private float[] Align(int token)
    {
        var hidden = config.Shape.Hidden;
        weights.Codes.Read(token, _code);
        _product.Run(weights.AlignIn, _code, _inner, 1);
        var row = _inner.AsSpan(0, hidden);
        Dot.AddScaled(row, weights.AlignInBias, 1);
        Activations.Gelu(row);
        var aligned = new float[hidden];
        _product.Run(weights.AlignOut, _inner, aligned, 1);
        Dot.AddScaled(aligned, weights.AlignOutBias, 1);
        return aligned;
    }

    private static void AddBias(Span<float> rows, ReadOnlySpan<float> bias)
    {
        for (var start = 0; start < rows.Length; start += bias.Length)
        {
            Dot.AddScaled(rows.Slice(start, bias.Length), bias, 1);
        }
    }
}
