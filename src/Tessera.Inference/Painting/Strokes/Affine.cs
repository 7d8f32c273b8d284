using Tessera.Inference.Arithmetic;

namespace Tessera.Inference.Painting.Strokes;

/// <summary>A scaling, turning and shifting of the plane: x' = A x + C y + E, y' = B x + D y + F.</summary>
internal readonly record struct Affine(float A, float B, float C, float D, float E, float F)
{
    public static readonly Affine Identity = new(1, 0, 0, 1, 0, 0);

    public static Affine Shift(float x, float y) => new(1, 0, 0, 1, x, y);

    public static Affine Scale(float x, float y) => new(x, 0, 0, y, 0, 0);

    public static Affine Turn(float turns)
    {
        var (sin, cos) = (Arith.Sin(turns), Arith.Cos(turns));
        return new Affine(cos, sin, -sin, cos, 0, 0);
    }

    /// <summary>First <paramref name="inner"/>, then this.</summary>
    public Affine After(in Affine inner) => new(
        A * inner.A + C * inner.B, B * inner.A + D * inner.B,
        A * inner.C + C * inner.D, B * inner.C + D * inner.D,
        A * inner.E + C * inner.F + E, B * inner.E + D * inner.F + F);

    public (float X, float Y) Apply(float x, float y) => (A * x + C * y + E, B * x + D * y + F);

    /// <summary>How many units outside one unit inside becomes.</summary>
    public float Size => MathF.Sqrt(MathF.Abs(A * D - B * C));

    public Affine Inverse()
    {
        var determinant = A * D - B * C;
        var k = determinant == 0 ? 0 : 1 / determinant;
        return new Affine(D * k, -B * k, -C * k, A * k, (C * F - D * E) * k, (B * E - A * F) * k);
    }
}
