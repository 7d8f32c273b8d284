using Tessera.Inference.Arithmetic;

namespace Tessera.Inference.Painting.Strokes;

/// <summary>Smooth chance over the plane, from 0 to 1: what wood, stone, clouds and grass are made of.</summary>
internal static class Noise
{
    public static float Hash(int x, int y, uint seed)
    {
        var h = unchecked((uint)x * 0x85EBCA6Bu ^ (uint)y * 0xC2B2AE35u ^ seed * 0x27D4EB2Fu);
        h = (h ^ (h >> 15)) * 0x2C1B3C6Du;
        h = (h ^ (h >> 12)) * 0x297A2D39u;
        return ((h ^ (h >> 15)) >> 8) * (1f / 16777216f);
    }

    public static float Value(float x, float y, uint seed)
    {
        var fx = MathF.Floor(x);
        var fy = MathF.Floor(y);
        var (xi, yi) = ((int)fx, (int)fy);
        var (tx, ty) = (x - fx, y - fy);
        tx = tx * tx * (3 - 2 * tx);
        ty = ty * ty * (3 - 2 * ty);
        var top = Arith.Mix(Hash(xi, yi, seed), Hash(xi + 1, yi, seed), tx);
        var bottom = Arith.Mix(Hash(xi, yi + 1, seed), Hash(xi + 1, yi + 1, seed), tx);
        return Arith.Mix(top, bottom, ty);
    }

    /// <summary>Several sizes of noise in one, each half as large and half as strong as the one before.</summary>
    public static float Layered(float x, float y, uint seed, int layers)
    {
        layers = Math.Max(1, layers);
        var sum = 0f;
        var weight = 0f;
        var strength = 1f;
        for (var layer = 0; layer < layers; layer++)
        {
            sum += Value(x, y, seed + (uint)layer * 101) * strength;
            weight += strength;
            strength *= 0.5f;
            x = x * 2.03f + 17.1f;
            y = y * 2.03f + 5.7f;
        }

        return sum / weight;
    }
}
