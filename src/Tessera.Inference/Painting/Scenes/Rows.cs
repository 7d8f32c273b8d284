using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Painting.Words;

namespace Tessera.Inference.Painting.Scenes;

/// <summary>Stands groups side by side: in one row, or in two where one would be too long for the picture, with mountains behind.</summary>
internal static class Rows
{
    // Longer than this for the shape of the picture, and the things in the row become small.
    private const float LengthMax = 2.2f;

    public static List<Piece> Arrange(List<List<Piece>> groups, float shape, bool weightless, Chance chance)
    {
        var near = groups.FindAll(group => !group[0].Item.Thing.Far);
        var far = groups.FindAll(group => group[0].Item.Thing.Far);
        if (near.Count == 0)
        {
            (near, far) = (far, []);
        }

        var tallest = near.Max(group => Assembly.Bounds(group).Height);
        var length = near.Sum(group => Assembly.Bounds(group).Width + Gap(group));
        var two = near.Count >= 3 && length > LengthMax * shape * tallest && near.TrueForAll(group => group[0].Item.Spot == Spot.Anywhere);
        var all = two ? InTwo(near, weightless, chance) : InOne(near, weightless, chance);
        Behind(far, all);
        return all;
    }

    private static List<Piece> InOne(List<List<Piece>> groups, bool weightless, Chance chance)
    {
        var all = new List<Piece>();
        var edge = 0f;
        foreach (var group in groups)
        {
            var bounds = Assembly.Bounds(group);
            Assembly.Move(group, edge + (edge == 0 ? 0 : Gap(group)) - bounds.Left, weightless ? chance.Between(-0.15f, 0.15f) * bounds.Height : 0);
            edge = Assembly.Bounds(group).Right;
            all.AddRange(group);
        }

        return all;
    }

    /// <summary>The taller half stands behind; the front row comes as far forward as its height, so that it hides feet and no more.</summary>
    private static List<Piece> InTwo(List<List<Piece>> groups, bool weightless, Chance chance)
    {
        var byHeight = groups.OrderByDescending(group => Assembly.Bounds(group).Height).ToList();
        var behind = byHeight.Take((groups.Count + 1) / 2).ToHashSet();
        var back = InOne(groups.FindAll(behind.Contains), weightless, chance);
        var front = InOne(groups.FindAll(group => !behind.Contains(group)), weightless, chance);
        var (rear, fore) = (Assembly.Bounds(back), Assembly.Bounds(front));
        Assembly.Move(front, rear.Middle - fore.Middle, 0.75f * fore.Height);
        front.ForEach(piece => piece.Depth += 3);
        return [.. back, .. front];
    }

    private static void Behind(List<List<Piece>> far, List<Piece> all)
    {
        if (far.Count == 0)
        {
            return;
        }

        var row = Assembly.Bounds(all);
        for (var i = 0; i < far.Count; i++)
        {
            var bounds = Assembly.Bounds(far[i]);
            var x = row.Left + row.Width * (i + 0.5f) / far.Count;
            Assembly.Scale(far[i], MathF.Max(1, 0.8f * row.Width / far.Count / bounds.Width));
            Assembly.Put(far[i], x + (i % 2 == 0 ? 0.14f : -0.14f) * bounds.Width, -0.08f * row.Height);
            far[i].ForEach(piece => piece.Depth -= 8);
            all.AddRange(far[i]);
        }
    }

    private static float Gap(List<Piece> group) => 0.14f * MathF.Min(Assembly.Bounds(group).Width, 1.2f) + 0.05f;
}
