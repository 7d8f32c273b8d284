using Tessera.Inference.Painting.Grounds;
using Tessera.Inference.Painting.Things;

namespace Tessera.Inference.Painting.Words;

/// <summary>How nouns are joined to each other, to what they do and to what is written on them.</summary>
internal sealed partial class Grammar
{
    // A guitar is 1.1 and a balloon 1.0; what is larger stands beside whom it goes with.
    private const float CarriedTallMax = 1.1f;

    private static readonly HashSet<string> Sayings = [.. FunctionWords.Sayings.Split('|')];

    private void TakeGround(Ground found)
    {
        if (!_without)
        {
            _ground = found;
            _backdrop = _colours.Count > 0 ? _colours[^1] : _backdrop;
        }

        Leave();
    }

    private void TakeThing(Thing thing, bool plural)
    {
        if (_without || _items.Count >= ItemsMax)
        {
            Leave();
            return;
        }

        if (_pose is { } pose)
        {
            var posed = Poses.Of(thing, pose);
            if (posed is null)
            {
                Report(FunctionWords.Name(pose));
            }

            _pose = posed is null || posed == thing ? null : pose;
            thing = posed ?? thing;
        }

        var asked = _count > 0 ? _count : plural ? 3 : 1;
        var item = new Item(thing)
        {
            Asked = asked,
            Count = (int)Math.Min(asked, Item.CopiesMax),
            Colours = _colours,
            Material = _material,
            Size = _size,
            Pose = _pose,
            Text = thing.Label is null ? null : _text,
        };
        _text = thing.Label is null ? _text : null;
        if (_relation is { } found && _noun >= 0)
        {
            Relate(item, found);
        }
        else
        {
            if (!_joined)
            {
                _groupStart = _items.Count;
            }
            else if (_items.FindIndex(between => between.Relation == Relation.Between && between.Target == _noun && between.Other < 0) is var middle and >= 0)
            {
                _items[middle] = _items[middle] with { Other = _items.Count };
            }

            _items.Add(item);
        }

        _noun = _items.Count - 1;
        Leave();
    }

    /// <summary>"A sleeping cat", "a cat sleeping": the pose is the next noun's, or else the last one's. One without a drawing is reported.</summary>
    private void TakePose(Pose pose, string word, int next)
    {
        if (NounFollows(next))
        {
            _pose = pose;
            return;
        }

        if (_noun < 0 || Poses.Of(_items[_noun].Thing, pose) is not { } posed)
        {
            Report(word);
            return;
        }

        _items[_noun] = _items[_noun] with { Thing = posed, Pose = posed == _items[_noun].Thing ? null : pose };
    }

    /// <summary>What is quoted is written on the thing beside it; where nothing says so, it is read like the rest of the prompt.</summary>
    private int TakeQuote(int at)
    {
        var quote = _words[at][1..];
        var next = at + 1 < _words.Count ? Longest(at + 1).Sense : null;
        var last = _noun >= 0 && _items[_noun] is { Thing.Label: not null, Text: null } ? _noun : -1;
        var text = Strokes.Lettering.Writable(quote);
        var loud = _words.Count > 1 && quote.Any(char.IsLetter) && !quote.Any(char.IsLower);
        if (text.Length == 0 || (last < 0 && !loud && next is not Sense.OfThing { Thing.Label: not null } && !(at > 0 && Sayings.Contains(_words[at - 1]))))
        {
            _words.RemoveAt(at);
            _words.InsertRange(at, Tokens.Of(quote));
            return at;
        }

        _relation = null;
        if (next is Sense.OfThing { Thing.Label: not null } || last < 0)
        {
            _text ??= text;
        }
        else
        {
            _items[last] = _items[last] with { Text = text };
        }

        return at + 1;
    }

    /// <summary>Joins what stands before a relation to the noun after it.</summary>
    private void Relate(Item item, Relation found)
    {
        var target = _items.Count;
        switch (found)
        {
            case Relation.Wearing:
            case Relation.Holding when _items[_noun].Thing.Front is null:
                // "A dog with glasses reading a book": the dog reads, not the glasses.
                var bearer = _items[_noun].Relation is Relation.Wearing or Relation.Holding ? _items[_noun].Target : _noun;
                _items.Add(item with { Relation = found, Target = bearer });
                return;
            case Relation.Holding:
                _items.Add(item with { Relation = Relation.In, Target = _noun });
                return;
            case Relation.In when item.Thing.Inside is null && _items[_noun].Thing.Inside is not null:
                // "A basket full of apples": the new noun is the one inside.
                _items.Add(item with { Relation = found, Target = _noun });
                return;
            case Relation.Beside when Hat(item.Thing) && _items[_noun].Thing.Head is not null:
                _items.Add(item with { Relation = Relation.Wearing, Target = _noun });
                return;
            case Relation.Beside when _with && _items[_noun].Thing.Hand is not null && item.Count == 1 && item.Thing.Tall <= CarriedTallMax && item.Thing.Head is null:
                // "A knight with a sword" carries it; with a dog, the dog walks.
                _items.Add(item with { Relation = Relation.Holding, Target = _noun });
                return;
            case Relation.Beside when _items[_noun].Thing.Inside is not null && (item.Thing.Tall < _items[_noun].Thing.Tall || (_with && item.Thing.Height > 1.25f * item.Thing.Width)) && _items[_noun].Thing.Front is not null:
                _items.Add(item with { Relation = Relation.In, Target = _noun });
                return;
            case Relation.Beside:
            case Relation.Left:
            case Relation.Right:
                Beside(item, found);
                return;
            case Relation.Between:
                _items.Add(item);
                _items[_groupStart] = _items[_groupStart] with { Relation = found, Target = target };
                _joined = false;
                return;
        }

        _items.Add(item);
        for (var subject = _groupStart; subject < target; subject++)
        {
            if (_items[subject].Relation is null)
            {
                _items[subject] = _items[subject] with { Relation = found, Target = target };
            }
        }

        _groupStart = target;
    }

    /// <summary>The subject is what the clause began with; both then stand on the same thing.</summary>
    private void Beside(Item item, Relation found)
    {
        var subject = _items[_noun].Relation is null && _noun > _groupStart && _items[_noun].Thing.Top == 0 ? _noun : Subject();
        if (_items[subject].Relation is Relation.Holding or Relation.Wearing)
        {
            subject = _items[subject].Target;
        }

        if (_with && _items[subject].Thing.Floats != item.Thing.Floats)
        {
            // "A castle with fireworks": each where it belongs, one above and one below.
            _items.Add(item);
            return;
        }

        if (_items[subject] is { Relation: Relation.On or Relation.In } placed)
        {
            _items.Add(item with { Relation = placed.Relation, Target = placed.Target });
            return;
        }

        var opposite = found switch { Relation.Left => Relation.Right, Relation.Right => Relation.Left, _ => Relation.Beside };
        _items.Add(item with { Relation = opposite, Target = subject });
    }

    private int Subject()
    {
        for (var i = _items.Count - 1; i >= 0; i--)
        {
            if (_items[i].Target >= 0)
            {
                return i;
            }
        }

        return _groupStart < _items.Count ? _groupStart : _noun;
    }

    private static bool Hat(Thing thing) => thing.Name.EndsWith("hat", StringComparison.Ordinal) || thing.Name == "crown" || thing.Over > 0;
}
