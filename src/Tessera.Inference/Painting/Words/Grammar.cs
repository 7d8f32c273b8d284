using Tessera.Inference.Painting.Grounds;
using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Painting.Styles;
using Tessera.Inference.Painting.Things;

namespace Tessera.Inference.Painting.Words;

/// <summary>
/// Reads a prompt from left to right. Colours, materials, sizes and counts wait for the next noun; a relation joins the
/// next noun to the ones before it; what it cannot read it reports.
/// </summary>
internal sealed partial class Grammar
{
    /// <summary>Different things in one picture; later ones are left out, and what is drawn is what the description says.</summary>
    public const int ItemsMax = 12;

    /// <summary>Unknown words that are reported; later ones still change the composition.</summary>
    public const int UnknownMax = 64;

    private readonly List<string> _words;
    private readonly List<Item> _items = [];
    private readonly List<string> _unknown = [];
    private Ground? _ground;
    private NamedInk? _backdrop;
    private Hour? _hour;
    private Style _style;

    // What waits for the next noun.
    private List<NamedInk> _colours = [];
    private Shade? _shade;
    private NamedMaterial? _material;
    private NamedSize? _size;
    private Pose? _pose;
    private string? _text;
    private long _count;
    private Relation? _relation;
    private bool _with;
    private bool _without;
    private bool _joined;

    // The group that a relation speaks of: "a cat and a dog" before "on a table".
    private int _groupStart;
    private int _noun = -1;

    private Grammar(List<string> _words) => this._words = _words;

    public static Caption Read(string prompt)
    {
        var grammar = new Grammar(Tokens.Of(prompt));
        grammar.Run();
        return grammar.Caption();
    }

    private Caption Caption() => new()
    {
        Items = _items,
        Ground = _ground,
        Backdrop = _backdrop,
        Hour = _hour,
        Style = _style,
        Unknown = _unknown,
    };

    private void Run()
    {
        for (var at = 0; at < _words.Count;)
        {
            if (_words[at] is Tokens.Stop or Tokens.Comma)
            {
                Pause(_words[at] == Tokens.Stop);
                at++;
                continue;
            }

            if (_words[at][0] == Tokens.Quote)
            {
                at = TakeQuote(at);
                continue;
            }

            var (sense, length) = Longest(at);
            if (sense is null)
            {
                if (Numbers.TryRead(_words[at], out var number))
                {
                    _count = number;
                }
                else
                {
                    Report(_words[at]);
                }

                at++;
                continue;
            }

            at += length;
            Take(sense, at);
        }

        Leave();
        if (_text is { } text && _items.Count < ItemsMax)
        {
            // Words that belong to nothing in the picture get a sign of their own.
            _items.Add(new Item(ThingList.Sign) { Text = text });
        }
    }

    private void Report(string word)
    {
        if (_unknown.Count < UnknownMax && !_unknown.Contains(word))
        {
            _unknown.Add(word);
        }
    }

    private (Sense? Sense, int Length) Longest(int at)
    {
        for (var length = Math.Min(Lexicon.PhraseWordsMax, _words.Count - at); length > 0; length--)
        {
            if (Lexicon.Find(length == 1 ? _words[at] : string.Join(' ', _words.GetRange(at, length))) is { } sense)
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
                _shade = found;
                break;
            case Sense.OfMaterial(var found) when ThingList.Named(found.Name) is { } thing && !NounFollows(next):
                TakeThing(thing, plural: false);
                break;
            case Sense.OfMaterial(var found):
                _material = found;
                break;
            case Sense.OfSize(var found):
                _size = found;
                break;
            case Sense.OfCount(var found):
                _count = _count > 1 && found >= 100 ? _count * found : found;
                break;
            case Sense.OfOf when _noun >= 0 && _items[_noun].Thing.Front is not null && _colours.Count == 0 && _relation is null:
                _relation = Relation.In;
                break;
            case Sense.OfRelation(var found):
                _relation = found;
                break;
            case Sense.OfPose(var pose):
                TakePose(pose, _words[next - 1], next);
                break;
            case Sense.OfSpot(var spot) when _noun >= 0:
                _items[_noun] = _items[_noun] with { Spot = spot };
                break;
            case Sense.OfAnd:
                _joined = _noun >= 0;
                break;
            case Sense.OfWith:
                (_relation, _with) = (_relation ?? (_noun >= 0 ? Relation.Beside : null), true);
                break;
            case Sense.OfWithout:
                _without = true;
                break;
            case Sense.OfHour(var found):
                _hour = found;
                _relation = null;
                break;
            case Sense.OfStyle(var found):
                _style = found;
                break;
            case Sense.OfBackdrop:
                _backdrop = _colours.Count > 0 ? _colours[^1] : _backdrop;
                (_colours, _relation) = ([], null);
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

        var named = _shade is null ? colour : new NamedInk($"{_shade.Name} {colour.Name}", _shade.Apply(colour.Ink));
        _shade = null;
        if (next >= 2 && _noun >= 0 && _colours.Count == 0 && AfterIs(next) && !NounFollows(next))
        {
            _items[_noun] = _items[_noun] with { Colours = [named] };
            return;
        }

        if (!_colours.Contains(named))
        {
            _colours.Add(named);
        }
    }

    private bool AfterIs(int next)
    {
        for (var at = next - 2; at >= 0 && at >= next - 4; at--)
        {
            if (Lexicon.Find(_words[at]) is Sense.OfIs)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a thing or a background comes before the phrase ends.</summary>
    private bool NounFollows(int at)
    {
        while (at < _words.Count && _words[at] is not (Tokens.Stop or Tokens.Comma))
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

    /// <summary>Forgets what waited for a noun.</summary>
    private void Leave() => (_colours, _shade, _material, _size, _pose, _count, _relation, _with, _without, _joined) = ([], null, null, null, null, 0, null, false, false, false);

    private void Pause(bool full)
    {
        if (full)
        {
            Leave();
            _groupStart = _items.Count;
            return;
        }

        // "A red, round ball": a comma between adjectives parts nothing.
        _joined = _noun >= 0;
    }
}
