namespace Tessera.Inference.Arithmetic;

/// <summary>
/// Arithmetic whose last bit is the same on every processor: only +, -, *, / and square root, which IEEE 754 fixes.
/// The runtime's sine and power come from the platform's C library and differ.
/// </summary>
internal static class Arith
{
    /// <summary>The sine of an angle in turns (1 is a full circle), to 1e-5.</summary>
    public static float Sin(float turns)
    {
        var t = turns - MathF.Floor(turns + 0.5f);
        var half = t > 0.25f ? 0.5f - t : t < -0.25f ? -0.5f - t : t;
        var x = half * 6.2831853f;
        var x2 = x * x;
        return x * (1 - x2 * (1f / 6) * (1 - x2 * (1f / 20) * (1 - x2 * (1f / 42) * (1 - x2 * (1f / 72)))));
    }

    public static float Cos(float turns) => Sin(turns + 0.25f);

    public static float Clamp(float value) => value < 0 ? 0 : value > 1 ? 1 : value;

    public static float Clamp(float value, float low, float high) => value < low ? low : value > high ? high : value;

    /// <summary>0 below <paramref name="from"/>, 1 above <paramref name="to"/>, an S between; falls where from is above to.</summary>
    public static float Step(float from, float to, float value)
    {
        var t = Clamp((value - from) / (to - from));
        return t * t * (3 - 2 * t);
    }

    public static float Mix(float a, float b, float t) => a + (b - a) * t;
}
