namespace Tessera.Inference.T5;

/// <summary>
/// What attention knows of place: a number for each head and each kind of distance, added to the score. Near distances are a
/// kind each, further ones share a kind in steps that grow like a logarithm, and there is a half for each direction.
/// </summary>
/// <param name="bias">(buckets, heads)</param>
/// <param name="heads">How many.</param>
/// <param name="buckets">Kinds.</param>
/// <param name="distanceMax">From here on all distances are of one kind.</param>
internal sealed class Distances(float[] bias, int heads, int buckets, int distanceMax)
{
    /// <summary>What is added to a head's score of one place looking at another.</summary>
    public float Bias(int head, int from, int to) => bias[Bucket(to - from, buckets, distanceMax) * heads + head];

    internal static int Bucket(int ahead, int buckets, int distanceMax)
    {
        var half = buckets / 2;
        var exact = half / 2;
        var (begin, distance) = (ahead > 0 ? half : 0, Math.Abs(ahead));
        if (distance < exact)
        {
            return begin + distance;
        }

        // In 32 bits, as the reference has it: a logarithm that is a whole number must come out as one.
        var step = (int)(MathF.Log((float)distance / exact) / (float)Math.Log((double)distanceMax / exact) * (half - exact));
        return begin + Math.Min(exact + step, half - 1);
    }
}
