using Tessera.Inference.Arithmetic;

namespace Tessera.Inference.Painting.Strokes;

/// <summary>An outline of closed rings of straight pieces, fine enough to look curved at 4K. Rings may overlap; a hole runs backwards.</summary>
internal sealed class Shape
{
    // 96 pieces: on a circle of 1,000 pixels radius the flat pieces leave the curve by half a pixel.
    private const int CirclePieces = 96;
    private const int SpanPieces = 14;

    private readonly List<float[]> _rings = [];

    public IReadOnlyList<float[]> Rings => _rings;

    public static Shape Ellipse(float x, float y, float rx, float ry, float turn = 0)
    {
        var ring = new float[CirclePieces * 2];
        var frame = Affine.Shift(x, y).After(Affine.Turn(turn));
        for (var i = 0; i < CirclePieces; i++)
        {
            var angle = i / (float)CirclePieces;
            (ring[2 * i], ring[2 * i + 1]) = frame.Apply(rx * Arith.Cos(angle), ry * Arith.Sin(angle));
        }

        return Of(ring);
    }

    public static Shape Circle(float x, float y, float r) => Ellipse(x, y, r, r);

    public static Shape Box(float x, float y, float width, float height, float corner = 0)
    {
        corner = MathF.Min(corner, MathF.Min(width, height) / 2);
        if (corner <= 0)
        {
            return Polygon(x, y, x + width, y, x + width, y + height, x, y + height);
        }

        const int pieces = 12;
        var ring = new float[4 * (pieces + 1) * 2];
        var at = 0;
        for (var side = 0; side < 4; side++)
        {
            var cx = side is 0 or 3 ? x + width - corner : x + corner;
            var cy = side is 0 or 1 ? y + height - corner : y + corner;
            for (var i = 0; i <= pieces; i++)
            {
                var angle = (side + i / (float)pieces) / 4;
                ring[at++] = cx + corner * Arith.Cos(angle);
                ring[at++] = cy + corner * Arith.Sin(angle);
            }
        }

        return Of(ring);
    }

    public static Shape Polygon(params ReadOnlySpan<float> points) => Of(points.ToArray());

    /// <summary>A closed smooth curve through all the points.</summary>
    public static Shape Blob(params ReadOnlySpan<float> points) => Of(Smooth(points, closed: true));

    /// <summary>A brush stroke along a smooth open curve through the points, from one width to another.</summary>
    public static Shape Curve(float from, float to, params ReadOnlySpan<float> points) => Stroke(Smooth(points, closed: false), from, to);

    /// <summary>A stroke of one width along straight pieces.</summary>
    public static Shape Line(float width, params ReadOnlySpan<float> points) => Stroke(points, width, width);

    /// <summary>The outlines of this path as a line of the given width.</summary>
    public Shape Outline(float width)
    {
        var outline = new Shape();
        foreach (var ring in _rings)
        {
            var closed = new float[ring.Length + 4];
            ring.CopyTo(closed, 0);
            ring.AsSpan(0, 4).CopyTo(closed.AsSpan(ring.Length));
            outline._rings.AddRange(Stroke(closed, width, width)._rings);
        }

        return outline;
    }

    public Shape And(Shape other)
    {
        var both = new Shape();
        both._rings.AddRange(_rings);
        both._rings.AddRange(other._rings);
        return both;
    }

    /// <summary>This path with another, lying wholly inside, cut out of it.</summary>
    public Shape Without(Shape hole)
    {
        var both = new Shape();
        both._rings.AddRange(_rings);
        foreach (var ring in hole._rings)
        {
            var backwards = new float[ring.Length];
            for (var i = 0; i < ring.Length; i += 2)
            {
                backwards[i] = ring[ring.Length - 2 - i];
                backwards[i + 1] = ring[ring.Length - 1 - i];
            }

            both._rings.Add(backwards);
        }

        return both;
    }

    public Shape Moved(in Affine frame)
    {
        var moved = new Shape();
        foreach (var ring in _rings)
        {
            var copy = new float[ring.Length];
            for (var i = 0; i < ring.Length; i += 2)
            {
                (copy[i], copy[i + 1]) = frame.Apply(ring[i], ring[i + 1]);
            }

            moved._rings.Add(copy);
        }

        return moved;
    }

    public (float Left, float Top, float Right, float Bottom) Bounds()
    {
        var (left, top, right, bottom) = (float.MaxValue, float.MaxValue, float.MinValue, float.MinValue);
        foreach (var ring in _rings)
        {
            for (var i = 0; i < ring.Length; i += 2)
            {
                left = MathF.Min(left, ring[i]);
                right = MathF.Max(right, ring[i]);
                top = MathF.Min(top, ring[i + 1]);
                bottom = MathF.Max(bottom, ring[i + 1]);
            }
        }

        return (left, top, right, bottom);
    }

    private static Shape Of(float[] ring)
    {
        var area = 0f;
        for (var i = 0; i < ring.Length; i += 2)
        {
            var next = (i + 2) % ring.Length;
            area += ring[i] * ring[next + 1] - ring[next] * ring[i + 1];
        }

        if (area < 0)
        {
            // Every ring runs the same way round, so that overlapping rings add up instead of cancelling.
            for (int low = 0, high = ring.Length - 2; low < high; low += 2, high -= 2)
            {
                (ring[low], ring[high]) = (ring[high], ring[low]);
                (ring[low + 1], ring[high + 1]) = (ring[high + 1], ring[low + 1]);
            }
        }

        var path = new Shape();
        path._rings.Add(ring);
        return path;
    }

    /// <summary>Catmull-Rom through the points.</summary>
    private static float[] Smooth(ReadOnlySpan<float> points, bool closed)
    {
        var count = points.Length / 2;
        var spans = closed ? count : count - 1;
        var line = new float[(spans * SpanPieces + (closed ? 0 : 1)) * 2];
        var at = 0;
        for (var span = 0; span < spans; span++)
        {
            var a = At(span - 1);
            var b = At(span);
            var c = At(span + 1);
            var d = At(span + 2);
            for (var piece = 0; piece < SpanPieces; piece++)
            {
                var t = piece / (float)SpanPieces;
                line[at++] = Bend(points[a], points[b], points[c], points[d], t);
                line[at++] = Bend(points[a + 1], points[b + 1], points[c + 1], points[d + 1], t);
            }
        }

        if (!closed)
        {
            line[at++] = points[^2];
            line[at] = points[^1];
        }

        return line;

        int At(int index) => 2 * (closed ? (index + count) % count : Math.Clamp(index, 0, count - 1));
    }

    private static float Bend(float a, float b, float c, float d, float t) =>
        b + 0.5f * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));

    private static Shape Stroke(ReadOnlySpan<float> line, float from, float to)
    {
        const int capPieces = 8;
        var count = line.Length / 2;
        var ring = new List<float>(line.Length * 2 + 8 * capPieces);
        Side(line, count, from, to, ring, forward: true);
        Side(line, count, from, to, ring, forward: false);
        return Of([.. ring]);

        static void Side(ReadOnlySpan<float> line, int count, float from, float to, List<float> ring, bool forward)
        {
            for (var step = 0; step < count; step++)
            {
                var i = forward ? step : count - 1 - step;
                var before = Math.Clamp(forward ? i - 1 : i + 1, 0, count - 1);
                var after = Math.Clamp(forward ? i + 1 : i - 1, 0, count - 1);
                var (dx, dy) = (line[2 * after] - line[2 * before], line[2 * after + 1] - line[2 * before + 1]);
                var length = MathF.Sqrt(dx * dx + dy * dy);
                if (length < 1e-6f)
                {
                    continue;
                }

                var half = (from + (to - from) * i / Math.Max(1, count - 1)) / 2;
                var (nx, ny) = (-dy / length * half, dx / length * half);
                ring.Add(line[2 * i] + nx);
                ring.Add(line[2 * i + 1] + ny);
                if (step == count - 1)
                {
                    for (var piece = 1; piece < capPieces; piece++)
                    {
                        var (sin, cos) = (Arith.Sin(piece / (2f * capPieces)), Arith.Cos(piece / (2f * capPieces)));
                        ring.Add(line[2 * i] + nx * cos + ny * sin);
                        ring.Add(line[2 * i + 1] + ny * cos - nx * sin);
                    }
                }
            }
        }
    }
}
