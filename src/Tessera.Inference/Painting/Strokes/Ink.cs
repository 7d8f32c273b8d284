namespace Tessera.Inference.Painting.Strokes;

/// <summary>A colour with straight alpha; sRGB, each part from 0 to 1.</summary>
internal readonly record struct Ink(float R, float G, float B, float A = 1)
{
    public static readonly Ink White = new(1, 1, 1);
    public static readonly Ink Black = new(0, 0, 0);
    public static readonly Ink Clear = new(0, 0, 0, 0);

    public static Ink Hex(uint rgb) => new((rgb >> 16 & 255) / 255f, (rgb >> 8 & 255) / 255f, (rgb & 255) / 255f);

    public float Luma => 0.299f * R + 0.587f * G + 0.114f * B;

    /// <summary>The difference between the strongest and the weakest part: 0 for greys.</summary>
    public float Chroma => MathF.Max(R, MathF.Max(G, B)) - MathF.Min(R, MathF.Min(G, B));

    public Ink Mix(in Ink other, float t) =>
        new(R + (other.R - R) * t, G + (other.G - G) * t, B + (other.B - B) * t, A + (other.A - A) * t);

    public Ink Times(float f) => new(R * f, G * f, B * f, A);

    public Ink Fade(float f) => new(R, G, B, A * f);

    public Ink Lighter(float t) => new(R + (1 - R) * t, G + (1 - G) * t, B + (0.97f - B) * t, A);

    /// <summary>Darker the way shade is: red fades first, blue last, so that shadows are cool and never dead.</summary>
    public Ink Darker(float t) => new(R * (1 - t), G * (1 - t * 1.02f), B * (1 - t * 0.84f), A);

    public Ink Softer(float t) => Mix(new Ink(Luma, Luma, Luma, A), t);
}
