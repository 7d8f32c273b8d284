using Tessera.Inference.Arithmetic;

namespace Tessera.Inference.Painting.Strokes;

/// <summary>
/// A flat outline blown up like a cushion: how its surface would catch a light from the upper left. This is what makes
/// a body out of every silhouette without a third dimension in the drawings.
/// </summary>
internal sealed class Relief
{
    // 64 cells: finer ones cannot be told apart once the light is blurred, coarser ones show on long thin bodies.
    private const int CellsMax = 64;
    private const int Margin = 4;
    private const float LightX = 0.5f;
    private const float LightY = 0.8f;

    private readonly Field _height;
    private readonly Field _light;

    private Relief(Field height, Field light, Affine toCells)
    {
        (_height, _light, ToCells) = (height, light, toCells);
    }

    /// <summary>From the units of the outline to cells.</summary>
    public Affine ToCells { get; }

    public float Light(float cellX, float cellY) => _light.Sample(cellX, cellY);

    public float Height(float cellX, float cellY) => _height.Sample(cellX, cellY);

    public static Relief Of(Shape path, Coverage coverage)
    {
        var (left, top, right, bottom) = path.Bounds();
        var (wide, tall) = (MathF.Max(right - left, 0.01f), MathF.Max(bottom - top, 0.01f));
        var scale = (CellsMax - 2 * Margin) / MathF.Max(wide, tall);
        var columns = (int)(wide * scale) + 2 * Margin + 2;
        var rows = (int)(tall * scale) + 2 * Margin + 2;
        var toCells = new Affine(scale, 0, 0, scale, Margin + 1 - left * scale, Margin + 1 - top * scale);
        var height = new Field(columns, rows);
        coverage.Trace(path.Moved(toCells), columns, rows, (y, x, run) =>
        {
            for (var i = 0; i < run.Length; i++)
            {
                height[x + i, y] = run[i];
            }
        });
        var radius = Math.Clamp((int)(MathF.Min(wide, tall) * scale * 0.11f + 0.5f), 1, 6);
        height.Blur(radius, radius);
        return new Relief(height, Lit(height, radius), toCells);
    }

    private static Field Lit(Field height, int radius)
    {
        var light = new Field(height.Columns, height.Rows);
        var gain = 1.15f * (radius + 0.6f);
        for (var y = 0; y < height.Rows; y++)
        {
            for (var x = 0; x < height.Columns; x++)
            {
                var dx = height[Math.Min(x + 1, height.Columns - 1), y] - height[Math.Max(x - 1, 0), y];
                var dy = height[x, Math.Min(y + 1, height.Rows - 1)] - height[x, Math.Max(y - 1, 0)];
                light[x, y] = Arith.Clamp((dx * LightX + dy * LightY) * gain, -1, 1);
            }
        }

        return light;
    }
}
