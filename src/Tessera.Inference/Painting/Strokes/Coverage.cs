using Tessera.Inference.Arithmetic;

namespace Tessera.Inference.Painting.Strokes;

/// <summary>
/// How much of each pixel a path covers, exactly: every edge adds its signed area to the pixels that it crosses, and a
/// running sum along the row turns areas into coverage. Works in bands of rows, so that memory does not grow with the picture.
/// </summary>
internal sealed class Coverage
{
    private const int BandRows = 32;

    private float[] _sums = [];

    /// <summary>A run of pixels of one row that the path touches; coverage from 0 to 1.</summary>
    public delegate void Span(int y, int left, ReadOnlySpan<float> coverage);

    /// <summary>Walks over the rows that the path (in pixels) touches inside a canvas of this size.</summary>
    public void Trace(Shape path, int width, int height, Span onSpan)
    {
        var bounds = path.Bounds();
        if (!(bounds.Right > 0 && bounds.Bottom > 0 && bounds.Left < width && bounds.Top < height))
        {
            return;
        }

        var left = (int)MathF.Max(0, MathF.Floor(bounds.Left));
        var right = (int)MathF.Min(width, MathF.Ceiling(bounds.Right) + 1);
        var top = (int)MathF.Max(0, MathF.Floor(bounds.Top));
        var bottom = (int)MathF.Min(height, MathF.Ceiling(bounds.Bottom));
        var columns = right - left;
        var stride = columns + 2;
        if (_sums.Length < stride * BandRows)
        {
            _sums = new float[stride * BandRows];
        }

        for (var band = top; band < bottom; band += BandRows)
        {
            var rows = Math.Min(BandRows, bottom - band);
            Array.Clear(_sums, 0, stride * rows);
            foreach (var ring in path.Rings)
            {
                Add(ring, left, band, columns, rows, stride);
            }

            for (var row = 0; row < rows; row++)
            {
                var line = _sums.AsSpan(row * stride, columns);
                var sum = 0f;
                for (var x = 0; x < columns; x++)
                {
                    sum += line[x];
                    var covered = MathF.Abs(sum);
                    line[x] = covered < 0.002f ? 0 : covered > 0.998f ? 1 : covered;
                }

                onSpan(band + row, left, line);
            }
        }
    }

    private void Add(float[] ring, int left, int top, int columns, int rows, int stride)
    {
        var (px, py) = (ring[^2] - left, ring[^1] - top);
        for (var i = 0; i < ring.Length; i += 2)
        {
            var (x, y) = (ring[i] - left, ring[i + 1] - top);
            if (MathF.Max(y, py) > 0 && MathF.Min(y, py) < rows)
            {
                Edge(px, py, x, y, columns, rows, stride);
            }

            (px, py) = (x, y);
        }
    }

    private void Edge(float x0, float y0, float x1, float y1, int columns, int rows, int stride)
    {
        if (y0 == y1)
        {
            return;
        }

        var direction = 1f;
        if (y0 > y1)
        {
            (x0, y0, x1, y1, direction) = (x1, y1, x0, y0, -1f);
        }

        var slope = (x1 - x0) / (y1 - y0);
        var first = (int)MathF.Max(0, MathF.Floor(y0));
        var last = (int)MathF.Min(rows, MathF.Ceiling(y1));
        for (var row = first; row < last; row++)
        {
            var from = MathF.Max(row, y0);
            var to = MathF.Min(row + 1, y1);
            var a = Arith.Clamp(x0 + (from - y0) * slope, 0, columns);
            var b = Arith.Clamp(x0 + (to - y0) * slope, 0, columns);
            Row(row * stride, MathF.Min(a, b), MathF.Max(a, b), (to - from) * direction);
        }
    }

    /// <summary>One edge inside one row, from column a to column b, of signed height d.</summary>
    private void Row(int start, float a, float b, float d)
    {
        var first = (int)a;
        var last = (int)MathF.Ceiling(b);
        if (last <= first + 1)
        {
            var share = (a + b) * 0.5f - first;
            _sums[start + first] += d * (1 - share);
            _sums[start + first + 1] += d * share;
            return;
        }

        // The area to the right of the edge inside each pixel, as differences from one pixel to the next.
        var slope = d / (b - a);
        var before = 0f;
        for (var x = first; x < last; x++)
        {
            var enter = MathF.Max(a, x);
            var leave = MathF.Min(b, x + 1);
            var crossed = (leave - enter) * slope;
            var area = (enter - a) * slope + crossed * (x + 1 - (enter + leave) * 0.5f);
            _sums[start + x] += area - before;
            before = area;
        }

        _sums[start + last] += d - before;
    }
}
