using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Grounds;
using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Painting.Styles;
using Tessera.Inference.Painting.Things;
using Tessera.Inference.Painting.Words;

namespace Tessera.Inference.Painting.Scenes;

/// <summary>Puts what a caption names in places on the stage, the same for every number of pixels.</summary>
internal static class Layout
{
    public static Scene Compose(Caption caption, int width, int height, ulong seed, bool cutOut = false)
    {
        var side = (float)Math.Min(width, height);
        var (wide, tall) = (width / side, height / side);
        var chance = new Chance(Chance.Mix(seed, 11));
        var items = caption.Items.ToList();
        if (cutOut && items.Count == 0)
        {
            // Bands of colour are all background; on nothing, an unknown thing is a ball.
            items.Add(new Item(ThingList.Ball));
        }

        var top = Tabletop(caption);
        var tabletop = top >= 0 ? items[top].Coat : (Coat?)null;
        var ground = Backgrounds.Choose(caption, top, chance);
        if (top >= 0)
        {
            for (var i = 0; i < items.Count; i++)
            {
                items[i] = items[i].Target == top ? items[i] with { Relation = null, Target = -1 } : items[i];
            }
        }

        var stage = new Stage(wide, tall, ground, caption.Style, cutOut);
        var pieces = Place(items, top, ground, stage, chance);
        return new Scene(wide, tall, caption.Style, ground, caption.Hour ?? Hour.Day, caption.Backdrop?.Ink, tabletop, Finish(pieces, seed), seed)
        {
            Abstract = items.Count == 0 && caption.Ground is null && caption.Hour is null,
        };
    }

    /// <summary>The table that things stand on and that nothing else is said of: it becomes the ground of the picture.</summary>
    private static int Tabletop(Caption caption)
    {
        for (var i = 0; i < caption.Items.Count; i++)
        {
            var relations = caption.Items.Where(item => item.Target == i).Select(item => item.Relation).ToList();
            var item = caption.Items[i];
            if (item.Thing == ThingList.Table && item.Count == 1 && item.Relation is null && caption.Ground is null
                && caption.Style is not (Style.Icon or Style.Line) && relations.Count > 0 && relations.All(relation => relation == Relation.On))
            {
                return i;
            }
        }

        return -1;
    }

    private static List<Piece> Place(List<Item> items, int skipped, Ground ground, Stage stage, Chance chance)
    {
        var assembly = new Assembly(items, ground.Weightless, chance);
        var standing = new List<List<Piece>>();
        var floating = new List<List<Piece>>();
        for (var pass = 0; pass < 2; pass++)
        {
            for (var i = 0; i < items.Count; i++)
            {
                // The second pass takes what stands in a circle: "a on b, b on a".
                if (i == skipped || assembly.Has(i) || (pass == 0 && items[i].Target >= 0))
                {
                    continue;
                }

                var group = assembly.Build(i);
                var floats = items[i].Thing.Floats && skipped < 0 && !ground.Weightless;
                (floats ? floating : standing).Add(group);
            }
        }

        if (standing.Count == 0)
        {
            (standing, floating) = (floating, []);
            standing.ForEach(group => group.ForEach(piece => piece.Grounded = false));
        }
        else if (skipped >= 0)
        {
            standing.ForEach(group => group.ForEach(piece => piece.Grounded |= piece.Item.Relation is null));
        }

        if (standing.Count == 0)
        {
            return [];
        }

        var ordered = standing.OrderBy(group => group[0].Item.Spot switch { Spot.Left => 0, Spot.Right => 2, _ => 1 }).ToList();
        var all = Rows.Arrange(ordered, stage.Shape, ground.Weightless, chance);

        stage.Fit(all, ordered.Count == 1 ? ordered[0][0].Item.Spot : Spot.Anywhere, floating.Count > 0, chance);
        foreach (var group in floating)
        {
            stage.Hang(group, floating.IndexOf(group), floating.Count, chance);
            all.AddRange(group);
        }

        return all;
    }

    private static List<Placement> Finish(List<Piece> pieces, ulong seed)
    {
        var made = new Dictionary<Piece, Placement>();
        var order = pieces.OrderBy(piece => piece.Depth).ThenBy(piece => piece.Grounded ? piece.Frame.Bottom : 0).ToList();
        foreach (var piece in order)
        {
            var own = Chance.Mix(seed, (ulong)pieces.IndexOf(piece) + 101);
            var borne = pieces.Exists(other => other.Item.Target == piece.Index && other.Item.Relation is Relation.Wearing or Relation.Holding);
            made[piece] = Dress(piece, own, borne, pieces.Where(other => other.Index == piece.Index).ToList().IndexOf(piece));
        }

        foreach (var piece in order.Where(piece => piece.Holder is not null))
        {
            var holder = made[piece.Holder!];
            made[piece.Holder!] = holder with { Contents = [.. holder.Contents, made[piece]] };
        }

        return [.. order.Where(piece => piece.Holder is null).Select(piece => made[piece])];
    }

    private static Placement Dress(Piece piece, ulong seed, bool borne, int copy)
    {
        var chance = new Chance(seed);
        var item = piece.Item;
        var coat = item.Coat;
        // Copies take the colours of a list by turns: "red and blue balls".
        var several = item.Colours.Count > 1 && item.Count > 1;
        if (several)
        {
            coat = coat with { Ink = item.Colours[copy % item.Colours.Count].Ink };
        }
        else if (item.Colours.Count == 0 && item.Material is null)
        {
            coat = coat with { Ink = Drift(coat.Ink, chance) };
        }

        var second = item.Colours.Count > 1 && !several ? coat with { Ink = item.Colours[1].Ink } : new Coat(Ink.Hex(0xF6C945));
        return new Placement(piece.Index, item.Thing, coat, second, item.Colours.Count > 0 || item.Material is not null, piece.Frame, seed)
        {
            Text = item.Text,
            // Words would read backwards, and a hat would sit on a tail.
            Mirrored = chance.Odds(0.5f) && item.Text is null && !borne,
            Lean = piece.Lean + (item.Thing.Floats ? chance.Between(-0.02f, 0.02f) : 0),
            Grounded = piece.Grounded && !item.Thing.Shadowless,
        };
    }

    /// <summary>No two apples have the same red.</summary>
    private static Ink Drift(Ink ink, Chance chance)
    {
        var (r, g, b) = (chance.Between(-0.035f, 0.035f), chance.Between(-0.035f, 0.035f), chance.Between(-0.035f, 0.035f));
        return new Ink(Arith.Clamp(ink.R + r), Arith.Clamp(ink.G + g), Arith.Clamp(ink.B + b));
    }
}
