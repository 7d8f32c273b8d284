using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Painting.Words;

namespace Tessera.Inference.Painting.Scenes;

/// <summary>Builds one item and everything that stands on, in, under or beside it as one group with its base at 0.</summary>
internal sealed class Assembly(IReadOnlyList<Item> items, bool weightless, Chance chance)
{
    // Below 0.3 of the tallest thing, a cup beside a castle is a speck.
    private const float ShareMin = 0.3f;

    private readonly HashSet<int> _built = [];
    private readonly float _tallest = items.Count == 0 ? 0 : items.Max(item => item.Thing.Tall);

    public bool Has(int index) => _built.Contains(index);

    public List<Piece> Build(int index)
    {
        _built.Add(index);
        var pieces = Copies(index);
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Target == index && items[i].Relation is { } relation && !_built.Contains(i))
            {
                Attach(pieces, index, Build(i), relation, items[i].Other);
            }
        }

        Spread(pieces, index);

        return pieces;
    }

    public static Frame Bounds(IEnumerable<Piece> pieces) => pieces.Select(piece => piece.Frame).Aggregate((a, b) => a.Union(b));

    public static void Move(List<Piece> pieces, float x, float y) => pieces.ForEach(piece => piece.Move(x, y));

    public static void Scale(List<Piece> pieces, float by) => pieces.ForEach(piece =>
        piece.Frame = new Frame(piece.Frame.Left * by, piece.Frame.Top * by, piece.Frame.Width * by, piece.Frame.Height * by));

    private List<Piece> Copies(int index)
    {
        var item = items[index];
        var tall = MathF.Max(item.Thing.Tall, ShareMin * _tallest) * (item.Size?.Factor ?? 1);
        var wide = tall * item.Thing.Width / item.Thing.Height;
        var broad = wide >= tall * 0.95f && item.Count is (3 or 4);
        var columns = broad ? 2 : item.Count <= 4 ? item.Count : (int)MathF.Ceiling(MathF.Sqrt(item.Count * 1.7f));
        var loose = weightless || item.Thing.Floats;
        var pieces = new List<Piece>();
        for (var copy = 0; copy < item.Count; copy++)
        {
            var (row, column) = (copy / columns, copy % columns);
            var inRow = Math.Min(columns, item.Count - row * columns);
            var x = (column - (inRow - 1) / 2f) * wide * 1.12f + (item.Count > 1 ? chance.Between(-0.05f, 0.05f) * wide : 0);
            var y = row * -(loose ? 1.05f : item.Count > 4 ? 0.6f : 0.42f) * tall;
            if (item.Count > 1)
            {
                y += loose ? chance.Between(-0.28f, 0.28f) * tall : chance.Between(0, 0.06f) * tall;
            }

            pieces.Add(new Piece(index, item, new Frame(x - wide / 2, y - tall, wide, tall)) { Depth = -row * 0.01f, Grounded = !loose });
        }

        return pieces;
    }

    private void Attach(List<Piece> hosts, int index, List<Piece> guests, Relation relation, int other)
    {
        var host = hosts.Where(piece => piece.Index == index).Select(piece => piece.Frame).Aggregate((a, b) => a.Union(b));
        var all = Bounds(hosts);
        var guest = Bounds(guests);
        var first = hosts.First(piece => piece.Index == index);
        var gap = 0.12f * MathF.Min(host.Width, guest.Width) + 0.04f;
        var depth = 0f;
        switch (relation)
        {
            case Relation.In when first.Item.Thing.Inside is { } inside && first.Item.Thing.Front is not null:
                if (guests.TrueForAll(piece => piece.Frame.Height > 1.25f * piece.Frame.Width))
                {
                    Fan(guests, first, inside);
                    break;
                }

                var room = first.Frame.Width * (inside.Right - inside.Left);
                Scale(guests, MathF.Min(1, room / guest.Width));
                guest = Bounds(guests);
                var sunk = MathF.Min(guest.Height * 0.35f, first.Frame.Height * (inside.Bottom - inside.Top));
                Put(guests, first.Frame.Left + first.Frame.Width * (inside.Left + inside.Right) / 2, first.Frame.Top + first.Frame.Height * inside.Top + sunk);
                guests.ForEach(piece => (piece.Holder, piece.Grounded) = (piece.Holder ?? first, false));
                break;
            case Relation.In:
            case Relation.On:
                var inTree = relation == Relation.In;
                Scale(guests, MathF.Min(1, host.Width * (inTree ? 0.5f : 1.25f) / guest.Width));
                Put(guests, host.Middle + chance.Between(-0.12f, 0.12f) * MathF.Max(0, host.Width - guest.Width), inTree ? host.Top + host.Height * 0.5f : host.Top + host.Height * first.Item.Thing.Top);
                guests.ForEach(piece => piece.Grounded = !inTree && first.Item.Thing.Home is (Things.Home.Room or Things.Home.Table));
                depth = 1;
                break;
            case Relation.Under when first.Item.Thing.Inside is { } below && first.Item.Thing.Front is null:
                // A tree grows over a bench, rather than that the bench shrinks to a toy.
                // Before its crown there is room for a head; a table has none above its legs.
                var headroom = below.Left == 0 ? MathF.Max(0.5f, below.Bottom - below.Top) : below.Bottom - below.Top;
                var cramped = MathF.Max(guest.Width / (host.Width * (below.Right - below.Left)), guest.Height / (host.Height * headroom));
                if (cramped > 1.6f)
                {
                    Scale(hosts, MathF.Min(2, cramped / 1.2f));
                    host = Bounds(hosts.Where(piece => piece.Index == index));
                }

                Scale(guests, MathF.Min(1, MathF.Min(host.Width * (below.Right - below.Left) / guest.Width, host.Height * headroom * 0.94f / guest.Height)));
                Put(guests, host.Middle, host.Bottom);
                depth = 0.5f;
                break;
            case Relation.Under:
            case Relation.Below:
                Put(guests, host.Middle, 0);
                Move(hosts, 0, -(Bounds(guests).Height + 0.1f * host.Height));
                hosts.ForEach(piece => piece.Grounded = false);
                break;
            case Relation.Above:
                Put(guests, host.Middle + chance.Between(-0.15f, 0.15f) * host.Width, all.Top - 0.16f * (host.Height + guest.Height) / 2);
                guests.ForEach(piece => piece.Grounded = false);
                break;
            case Relation.Left:
                Put(guests, all.Left - gap - guest.Width / 2, host.Bottom);
                break;
            case Relation.Right:
                Put(guests, all.Right + gap + guest.Width / 2, host.Bottom);
                break;
            case Relation.Between when other >= 0 && !_built.Contains(other):
                var far = Build(other);
                Put(guests, host.Right + gap + guest.Width / 2, host.Bottom);
                var reach = Bounds(guests).Right;
                Put(far, reach + gap + Bounds(far).Width / 2, host.Bottom);
                hosts.AddRange(far);
                break;
            case Relation.Between when first.Item.Count > 1:
                var half = hosts.Count / 2;
                for (var i = half; i < hosts.Count; i++)
                {
                    hosts[i].Move(guest.Width + gap, 0);
                }

                Put(guests, (hosts[half - 1].Frame.Right + hosts[half].Frame.Left) / 2, host.Bottom);
                break;
            case Relation.Behind:
                var side = chance.Odds(0.5f) ? 1 : -1;
                Put(guests, host.Middle + side * (host.Width * 0.35f + guest.Width * 0.15f), host.Bottom - 0.1f * guest.Height);
                depth = -5;
                break;
            case Relation.Front:
                var edge = chance.Odds(0.5f) ? 1 : -1;
                Put(guests, host.Middle + edge * host.Width * 0.22f, host.Bottom + 0.12f * MathF.Min(host.Height, guest.Height));
                depth = 5;
                break;
            case Relation.Wearing when first.Item.Thing.Head is { } head:
                var width = first.Frame.Width * head.Width * (1.25f + 1.2f * MathF.Max(0, guests[0].Item.Thing.Over - 0.7f));
                Scale(guests, width / guest.Width);
                Put(guests, first.Frame.Left + first.Frame.Width * head.X, first.Frame.Top + first.Frame.Height * head.Y + guests[0].Item.Thing.Over * first.Frame.Width * head.Width);
                guests.ForEach(piece => piece.Grounded = false);
                depth = 1;
                break;
            case Relation.Holding:
                Holding.Place(first, guests);
                break;
            case Relation.Riding:
                // Legs go behind the saddle and the belly; on a board, which is flat, one stands.
                var flat = host.Height < 0.4f * host.Width;
                Scale(guests, MathF.Min(1, (flat ? 1.2f * host.Width : 1.25f * host.Height) / guest.Height));
                Put(guests, host.Middle - 0.04f * host.Width, host.Top + host.Height * (flat ? first.Item.Thing.Top : 0.7f));
                guests.ForEach(piece => piece.Grounded = false);
                depth = flat ? 0.5f : -0.5f;
                break;
            default:
                if (first.Item.Thing.Far)
                {
                    Scale(guests, 1.3f);
                var nth = hosts.Select(piece => piece.Index).Distinct().Count();
                    Put(guests, host.Middle + host.Width * (nth % 2 == 1 ? 0.3f : -0.32f), host.Bottom + 0.06f * host.Height * nth);
                    depth = 5;
                    break;
                }

                var right = chance.Odds(0.5f);
                Put(guests, right ? all.Right + gap + guest.Width / 2 : all.Left - gap - guest.Width / 2, host.Bottom);
                break;
        }

        guests.ForEach(piece => piece.Depth += depth);
        hosts.AddRange(guests);
    }

    /// <summary>Gives what stands on one thing, or is in it, each a place of its own.</summary>
    private void Spread(List<Piece> pieces, int host)
    {
        var guests = pieces.Where(piece => piece.Item.Target == host && piece.Item.Relation is (Relation.On or Relation.In) && piece.Lean == 0).GroupBy(piece => piece.Index).ToList();
        if (guests.Count < 2)
        {
            return;
        }

        var floor = Bounds(pieces.Where(piece => piece.Index == host));
        var wide = guests.Sum(group => Bounds(group).Width);
        var fit = MathF.Min(1, floor.Width * 0.92f / wide);
        var left = floor.Middle - wide * fit / 2;
        foreach (var group in guests)
        {
            var bounds = Bounds(group);
            foreach (var piece in group)
            {
                var frame = piece.Frame;
                piece.Frame = new Frame(left + (frame.Left - bounds.Left) * fit, bounds.Bottom + (frame.Top - bounds.Bottom) * fit, frame.Width * fit, frame.Height * fit);
            }

            left += bounds.Width * fit;
        }
    }

    /// <summary>Long things in a vessel: their feet together inside, their heads apart.</summary>
    private static void Fan(List<Piece> stems, Piece vessel, (float Left, float Top, float Right, float Bottom) inside)
    {
        var (x, y) = (vessel.Frame.Left + vessel.Frame.Width * (inside.Left + inside.Right) / 2, vessel.Frame.Top + vessel.Frame.Height * MathF.Min(inside.Bottom, inside.Top + 0.3f));
        for (var i = 0; i < stems.Count; i++)
        {
            var stem = stems[i];
            var spread = stems.Count == 1 ? 0 : i / (stems.Count - 1f) - 0.5f;
            var tall = vessel.Frame.Height * (1.15f - 0.35f * MathF.Abs(spread));
            var wide = tall * stem.Frame.Width / stem.Frame.Height;
            stem.Frame = new Frame(x + spread * 0.3f * vessel.Frame.Width * (inside.Right - inside.Left) - wide / 2, y - tall, wide, tall);
            (stem.Lean, stem.Holder, stem.Grounded) = (spread * 0.2f, stem.Holder ?? vessel, false);
        }
    }

    /// <summary>Moves a group so that the middle of its base is here.</summary>
    public static void Put(List<Piece> pieces, float x, float y)
    {
        var bounds = Bounds(pieces);
        Move(pieces, x - bounds.Middle, y - bounds.Bottom);
    }
}
