using Tessera.Inference.Kernels;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Vq;

/// <summary>The codes that picture tokens stand for, each brought to length 1. Kept across, (code size, codes), so that one place meets all codes in long rows.</summary>
internal sealed class Codebook
{
    private readonly float[] _across; // (codeSize, codes)

    private Codebook(WeightTensor? tensor, int codes, int codeSize)
    {
        (Codes, CodeSize, _across) = (codes, codeSize, new float[codeSize * codes]);
        var code = new float[codeSize];
        for (var token = 0; tensor is not null && token < codes; token++)
        {
            tensor.Read((long)token * codeSize, code);
            Norms.L2(code);
            for (var part = 0; part < codeSize; part++)
            {
                _across[part * codes + token] = code[part];
            }
        }
    }

    public int Codes { get; }

    public int CodeSize { get; }

    /// <param name="reader">What it is read from.</param>
    /// <param name="prefix">What its tensor's name begins with.</param>
    /// <param name="codes">How many codes.</param>
    /// <param name="codeSize">Numbers of each.</param>
    public static Codebook Read(WeightReader reader, string prefix, int codes, int codeSize) =>
        new(reader.Tensor(prefix + "quantize.embedding.weight", codes, codeSize), codes, codeSize);

    /// <summary>A token's code: (codeSize).</summary>
    public void Read(int token, Span<float> into)
    {
        for (var part = 0; part < CodeSize; part++)
        {
            into[part] = _across[part * Codes + token];
        }
    }

    /// <summary>
    /// The token whose code is nearest, the first of equal ones: the one with the largest product, since all have length 1, whatever
    /// the length of what is looked up.
    /// </summary>
    public int Nearest(ReadOnlySpan<float> code, Span<float> scores)
    {
        Products(code, scores);
        var best = 0;
        for (var token = 0; token < Codes; token++)
        {
            best = scores[token] > scores[best] ? token : best;
        }

        return best;
    }

    /// <summary>Adds factor · cos(code of each token, code of this one).</summary>
    public void Lean(int token, float factor, Span<float> logits)
    {
        Span<float> code = stackalloc float[CodeSize];
        Read(token, code);
        var scores = new float[Codes];
        Products(code, scores);
        Dot.AddScaled(logits, scores, factor);
    }

    private void Products(ReadOnlySpan<float> code, Span<float> scores)
    {
        scores.Clear();
        for (var part = 0; part < CodeSize; part++)
        {
            Dot.AddScaled(scores, _across.AsSpan(part * Codes, Codes), code[part]);
        }
    }
}
