using Tessera.Inference.Painting.Grounds;
using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Painting.Styles;
using Tessera.Inference.Painting.Things;

namespace Tessera.Inference.Painting.Words;

/// <summary>
/// Reads a prompt from left to right. Colours, materials, sizes and counts wait for the next noun; a relation joins the
/// next noun to the ones before it; what it cannot read it reports.
/// </summary>
internal sealed class Grammar
{
    /// <summary>Different things in one picture; later ones are left out, and what is drawn is what the description says.</summary>
    public const int ItemsMax = 12;

    /// <summary>Unknown words that are reported; later ones still change the composition.</summary>
    public const int UnknownMax = 64;

    private readonly List<string> words;
    private readonly List<Item> items = [];
    private readonly List<string> unknown = [];
    private Ground? ground;
    private NamedInk? backdrop;
    private Hour? hour;
    private Style style;

    // What waits for the next noun.
    private List<NamedInk> colours = [];
    private Shade? shade;
    private NamedMaterial? material;
    private NamedSize? size;
    private long count;
    private Relation? relation;
    private bool without;
    private bool joined;

    // The group that a relation speaks of: "a cat and a dog" before "on a table".
    private int groupStart;
    private int noun = -1;

    private Grammar(List<string> words) => this.words = words;

    public static Caption Read(string prompt)
    {
        var grammar = new Grammar(Tokens.Of(prompt));
        grammar.Run();
        return grammar.Caption();
    }

    private Caption Caption() => new()
    {
        Items = items,
        Ground = ground,
        Backdrop = backdrop,
        Hour = hour,
        Style = style,
        Unknown = unknown,
    };

    private void Run()
    {
        for (var at = 0; at < words.Count;)
        {
            if (words[at] is Tokens.Stop or Tokens.Comma)
            {
                Pause(words[at] == Tokens.Stop);
                at++;
                continue;
            }

            var (sense, length) = Longest(at);
            if (sense is null)
            {
                if (Numbers.TryRead(words[at], out var number))
                {
                    count = number;
                }
                else if (unknown.Count < UnknownMax && !unknown.Contains(words[at]))
                {
                    unknown.Add(words[at]);
                }

                at++;
                continue;
            }

            at += length;
            Take(sense, at);
        }

        Leave();
    }

    private (Sense? Sense, int Length) Longest(int at)
    {
        for (var length = Math.Min(Lexicon.PhraseWordsMax, words.Count - at); length > 0; length--)
        {
            if (Lexicon.Find(length == 1 ? words[at] : string.Join(' ', words.GetRange(at, length))) is { } sense)
            {
                return (sense, length);
            }
        }

        return (null, 1);
    }

    private void Take(Sense sense, int next)
    {
        switch (sense)
        {
            case Sense.OfColour(var colour):
                TakeColour(colour, next);
                break;
            case Sense.OfShade(var found):
                shade = found;
                break;
            case Sense.OfMaterial(var found) when ThingList.Named(found.Name) is { } thing && !NounFollows(next):
                TakeThing(thing, plural: false);
                break;
            case Sense.OfMaterial(var found):
                material = found;
                break;
            case Sense.OfSize(var found):
                size = found;
                break;
            case Sense.OfCount(var found):
                count = count > 1 && found >= 100 ? count * found : found;
                break;
            case Sense.OfRelation(var found):
                relation = found;
                break;
            case Sense.OfSpot(var spot) when noun >= 0:
                items[noun] = items[noun] with { Spot = spot };
                break;
            case Sense.OfAnd:
                joined = noun >= 0;
                break;
            case Sense.OfWith:
                relation ??= noun >= 0 ? Relation.Beside : null;
                break;
            case Sense.OfWithout:
                without = true;
                break;
            case Sense.OfHour(var found):
                hour = found;
                relation = null;
                break;
            case Sense.OfStyle(var found):
                style = found;
                break;
            case Sense.OfBackdrop:
                backdrop = colours.Count > 0 ? colours[^1] : backdrop;
                (colours, relation) = ([], null);
                break;
            case Sense.OfGround(var found):
                TakeGround(found);
                break;
            case Sense.OfThing(var thing, var plural):
                TakeThing(thing, plural);
                break;
        }
    }

    private void TakeColour(NamedInk colour, int next)
    {
        // "An orange", "a rose": a colour that no noun follows is the thing of that name.
        if (ThingList.Named(colour.Name) is { } thing && !NounFollows(next))
        {
            TakeThing(thing, plural: false);
            return;
        }

        var named = shade is null ? colour : new NamedInk($"{shade.Name} {colour.Name}", shade.Apply(colour.Ink));
        shade = null;
        if (next >= 2 && noun >= 0 && colours.Count == 0 && AfterIs(next) && !NounFollows(next))
        {
            items[noun] = items[noun] with { Colours = [named] };
            return;
        }

        if (!colours.Contains(named))
        {
            colours.Add(named);
        }
    }

    private bool AfterIs(int next)
    {
        for (var at = next - 2; at >= 0 && at >= next - 4; at--)
        {
            if (Lexicon.Find(words[at]) is Sense.OfIs)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a thing or a background comes before the phrase ends.</summary>
    private bool NounFollows(int at)
    {
        while (at < words.Count && words[at] is not (Tokens.Stop or Tokens.Comma))
        {
            var (sense, length) = Longest(at);
            switch (sense)
            {
                case Sense.OfThing or Sense.OfGround or Sense.OfBackdrop or Sense.OfColour:
                    return true;
                case Sense.OfRelation or Sense.OfArticle or Sense.OfWith or Sense.OfIs or Sense.OfSpot or Sense.OfHour:
                    return false;
            }

            at += length;
        }

        return false;
    }

    private void TakeGround(Ground found)
    {
        if (!without)
        {
            ground = found;
            backdrop = colours.Count > 0 ? colours[^1] : backdrop;
        }

        Leave();
    }

    private void TakeThing(Thing thing, bool plural)
    {
        if (without || items.Count >= ItemsMax)
        {
            Leave();
            return;
        }

        var asked = count > 0 ? count : plural ? 3 : 1;
        var item = new Item(thing)
        {
            Asked = asked,
            Count = (int)Math.Min(asked, Item.CopiesMax),
            Colours = colours,
            Material = material,
            Size = size,
        };
        if (relation is { } found && noun >= 0)
        {
            Relate(item, found);
        }
        else
        {
            if (!joined)
            {
                groupStart = items.Count;
            }

            items.Add(item);
        }

        noun = items.Count - 1;
        Leave();
    }

    /// <summary>Joins what stands before a relation to the noun after it.</summary>
    private void Relate(Item item, Relation found)
    {
        var target = items.Count;
        switch (found)
        {
            case Relation.Wearing:
            case Relation.In when item.Thing.Inside is null && items[noun].Thing.Inside is not null:
                // "A basket full of apples": the new noun is the one inside.
                items.Add(item with { Relation = found, Target = noun });
                return;
            case Relation.Beside when Hat(item.Thing) && items[noun].Thing.Head is not null:
                items.Add(item with { Relation = Relation.Wearing, Target = noun });
                return;
            case Relation.Beside when items[noun].Thing.Inside is not null && item.Thing.Tall < items[noun].Thing.Tall && items[noun].Thing.Front is not null:
                items.Add(item with { Relation = Relation.In, Target = noun });
                return;
            case Relation.Beside:
            case Relation.Left:
            case Relation.Right:
                Beside(item, found);
                return;
            case Relation.Between:
                items.Add(item);
                items[groupStart] = items[groupStart] with { Relation = found, Target = target };
                joined = false;
                return;
        }

        items.Add(item);
        for (var subject = groupStart; subject < target; subject++)
        {
            if (items[subject].Relation is null)
            {
                items[subject] = items[subject] with { Relation = found, Target = target };
            }
        }

        groupStart = target;
    }

    /// <summary>The subject is what the clause began with; both then stand on the same thing.</summary>
    private void Beside(Item item, Relation found)
    {
        var subject = items[noun].Relation is null && noun > groupStart && items[noun].Thing.Top == 0 ? noun : Subject();
        if (items[subject] is { Relation: Relation.On or Relation.In } placed)
        {
            items.Add(item with { Relation = placed.Relation, Target = placed.Target });
            return;
        }

        var opposite = found switch { Relation.Left => Relation.Right, Relation.Right => Relation.Left, _ => Relation.Beside };
        items.Add(item with { Relation = opposite, Target = subject });
    }

    private int Subject()
    {
        for (var i = items.Count - 1; i >= 0; i--)
        {
            if (items[i].Target >= 0)
            {
                return i;
            }
        }

        return groupStart < items.Count ? groupStart : noun;
    }

    private static bool Hat(Thing thing) => thing.Name.EndsWith("hat", StringComparison.Ordinal) || thing.Name is "crown" or "glasses";

    /// <summary>Forgets what waited for a noun.</summary>
    private void Leave() => (colours, shade, material, size, count, relation, without, joined) = ([], null, null, null, 0, null, false, false);

    private void Pause(bool full)
    {
        if (full)
        {
            Leave();
            groupStart = items.Count;
            return;
        }

        // "A red, round ball": a comma between adjectives parts nothing.
        joined = noun >= 0;
    }
}
