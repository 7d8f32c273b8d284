using Tessera.Inference.Arithmetic;

namespace Tessera.Inference.Painting.Strokes;

/// <summary>
/// A small grid of numbers stretched over an area: soft things (light on a round body, a blurred shadow) are worked out
/// here at a fixed size, so that they cost the same and look the same at 256 and at 3840 pixels.
/// </summary>
internal sealed class Field
{
    private readonly float[] _cells;

    public Field(int columns, int rows)
    {
        (Columns, Rows) = (columns, rows);
        _cells = new float[columns * rows];
    }

    public int Columns { get; }

    public int Rows { get; }

    public float this[int x, int y]
    {
        get => _cells[y * Columns + x];
        set => _cells[y * Columns + x] = value;
    }

    /// <summary>Three box blurs, which is as good as a Gaussian.</summary>
    public void Blur(int radiusX, int radiusY)
    {
        var scratch = new float[Math.Max(Columns, Rows)];
        for (var pass = 0; pass < 3; pass++)
        {
            for (var y = 0; y < Rows && radiusX > 0; y++)
            {
                Smear(y * Columns, 1, Columns, radiusX, scratch);
            }

            for (var x = 0; x < Columns && radiusY > 0; x++)
            {
                Smear(x, Columns, Rows, radiusY, scratch);
            }
        }
    }

    /// <summary>Bilinear; outside the grid the nearest edge.</summary>
    public float Sample(float x, float y)
    {
        x = Arith.Clamp(x - 0.5f, 0, Columns - 1.001f);
        y = Arith.Clamp(y - 0.5f, 0, Rows - 1.001f);
        var (xi, yi) = ((int)x, (int)y);
        var (tx, ty) = (x - xi, y - yi);
        var at = yi * Columns + xi;
        var top = _cells[at] + (_cells[at + 1] - _cells[at]) * tx;
        var bottom = _cells[at + Columns] + (_cells[at + Columns + 1] - _cells[at + Columns]) * tx;
        return top + (bottom - top) * ty;
    }

    private void Smear(int start, int step, int count, int radius, float[] scratch)
    {
        for (var i = 0; i < count; i++)
        {
            scratch[i] = _cells[start + i * step];
        }

        var sum = 0f;
        for (var i = -radius; i < count; i++)
        {
            if (i + radius < count)
            {
                sum += scratch[i + radius];
            }

            if (i - radius - 1 >= 0)
            {
                sum -= scratch[i - radius - 1];
            }

            if (i >= 0)
            {
                _cells[start + i * step] = sum / (2 * radius + 1);
            }
        }
    }
}
