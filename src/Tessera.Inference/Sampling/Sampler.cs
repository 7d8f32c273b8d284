using Tessera.Inference.Kernels;

namespace Tessera.Inference.Sampling;

/// <summary>From the numbers of a model to a token.</summary>
internal static class Sampler
{
    private const int DigitBits = 11;

    /// <summary>The natural logarithm of a token's share of softmax(logits).</summary>
    public static double LogChance(ReadOnlySpan<float> logits, int token)
    {
        var largest = Activations.Greatest(logits);
        return logits[token] - largest - Math.Log(Activations.SumOfExp(logits, largest));
    }

    /// <summary>
    /// Leaves the greatest logits, and all that equal the least of them; the others become −∞. Nothing changes for a count of 0
    /// or of all. Found by counting digits, eleven bits at a time, of numbers that sort as the logits do: 16,384 logits are
    /// passed three times whatever is in them.
    /// </summary>
    public static void KeepGreatest(Span<float> logits, int count)
    {
        if (count <= 0 || count >= logits.Length)
        {
            return;
        }

        Span<int> counts = stackalloc int[1 << DigitBits];
        var (known, mask) = (0u, 0u);
        for (var shift = 32 - DigitBits; mask != uint.MaxValue; shift = Math.Max(shift - DigitBits, 0))
        {
            counts.Clear();
            foreach (var logit in logits)
            {
                var sortable = Sortable(logit);
                counts[(int)(sortable >> shift) & (counts.Length - 1)] += (sortable & mask) == known ? 1 : 0;
            }

            var digit = counts.Length - 1;
            while (counts[digit] < count)
            {
                count -= counts[digit--];
            }

            known |= (uint)digit << shift;
            mask |= (uint)(counts.Length - 1) << shift;
        }

        foreach (ref var logit in logits)
        {
            logit = Sortable(logit) < known ? float.NegativeInfinity : logit;
        }
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

    // The order of floats as that of whole numbers: below zero all bits turned, else only the sign.
    private static uint Sortable(float number)
    {
        var bits = BitConverter.SingleToUInt32Bits(number + 0f); // −0 counts as 0
        return (bits & 0x8000_0000) != 0 ? ~bits : bits | 0x8000_0000;
    }

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
