using Tessera.Inference.Kernels;

namespace Tessera.Inference.Sampling;

/// <summary>From the numbers of a model to a token.</summary>
internal static class Sampler
{
    /// <summary>The natural logarithm of a token's share of softmax(logits).</summary>
    public static double LogChance(ReadOnlySpan<float> logits, int token)
    {
        var largest = Activations.Greatest(logits);
        return logits[token] - largest - Math.Log(Activations.SumOfExp(logits, largest));
    }

    /// <summary>
    /// The token with the greatest logit when the temperature is 0; otherwise one by softmax(logits / temperature) and a
    /// chance from 0 up to 1. The logits are overwritten.
    /// </summary>
    public static int Pick(Span<float> logits, float temperature, double chance)
    {
        if (temperature == 0)
        {
            return Greatest(logits);
        }

        for (var i = 0; i < logits.Length; i++)
        {
            logits[i] /= temperature;
        }

        Activations.Softmax(logits);
        var sum = 0.0;
        for (var i = 0; i < logits.Length; i++)
        {
            sum += logits[i];
            if (chance < sum)
            {
                return i;
            }
        }

        // The sum of thousands of rounded numbers may stay below a chance near 1.
        return Greatest(logits);
    }

    /// <summary>
    /// The chance for one token of one picture: a function of seed and place alone, so that a picture does not depend on what
    /// else is drawn at the same time. From 0 up to but not including 1, in steps of 2^-53.
    /// </summary>
    public static double Chance(ulong seed, int place) => (Painting.Strokes.Chance.Mix(seed, (ulong)place) >> 11) * (1.0 / (1L << 53));

    private static int Greatest(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var i = 1; i < logits.Length; i++)
        {
            best = logits[i] > logits[best] ? i : best;
        }

        return best;
    }
}
