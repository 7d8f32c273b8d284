using Tessera.Inference.Kernels;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Vq;

/// <summary>The codes that picture tokens stand for. Kept across, (code size, codes), so that one place meets all codes in long rows.</summary>
internal sealed class Codebook
{
    private readonly float[] _across;   // (codeSize, codes)
    private readonly float[] _inverse;  // (codes): 1 / length, 0 for a code without length
    private readonly float[] _offsets;  // (codes): what is taken off a product so that the largest is the nearest

    private Codebook(WeightTensor? tensor, int codes, int codeSize, bool unit)
    {
        (Codes, CodeSize) = (codes, codeSize);
        (_across, _inverse, _offsets) = (new float[codeSize * codes], new float[codes], new float[codes]);
        var code = new float[codeSize];
        for (var token = 0; tensor is not null && token < codes; token++)
        {
            tensor.Read((long)token * codeSize, code);
            if (unit)
            {
                Norms.L2(code);
            }

            for (var part = 0; part < codeSize; part++)
            {
                _across[part * codes + token] = code[part];
            }

            var square = Dot.Of(code, code);
            _inverse[token] = square > 0 ? 1 / MathF.Sqrt(square) : 0;
            _offsets[token] = unit ? 0 : square / 2;
        }
    }

    public int Codes { get; }

    public int CodeSize { get; }

    /// <param name="reader">What it is read from.</param>
    /// <param name="codes">How many codes.</param>
    /// <param name="codeSize">Numbers of each.</param>
    /// <param name="unit">Whether codes and what is looked up are brought to length 1 first, as VQ-16 does.</param>
    public static Codebook Read(WeightReader reader, string prefix, int codes, int codeSize, bool unit) =>
        new(reader.Tensor(prefix + "quantize.embedding.weight", codes, codeSize), codes, codeSize, unit);

    /// <summary>A token's code: (codeSize).</summary>
    public void Read(int token, Span<float> into)
    {
        for (var part = 0; part < CodeSize; part++)
        {
            into[part] = _across[part * Codes + token];
        }
    }

    /// <summary>
    /// The token whose code is nearest, the first of equal ones. With codes of length 1 that is the largest product, whatever the
    /// length of what is looked up.
    /// </summary>
    public int Nearest(ReadOnlySpan<float> code, Span<float> scores)
    {
        Products(code, scores);
        var best = 0;
        for (var token = 0; token < Codes; token++)
        {
            scores[token] -= _offsets[token];
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
        factor *= _inverse[token];
        for (var other = 0; other < Codes; other++)
        {
            logits[other] += factor * _inverse[other] * scores[other];
        }
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
