using System.Collections.Frozen;
using Tessera.Inference.Painting.Grounds;
using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Painting.Styles;
using Tessera.Inference.Painting.Things;

namespace Tessera.Inference.Painting.Words;

/// <summary>Every word and phrase that the painter understands, from the visible lists beside it.</summary>
internal static class Lexicon
{
    /// <summary>Words in the longest phrase.</summary>
    public const int PhraseWordsMax = 5;

    private static readonly FrozenDictionary<string, Sense> Senses = Build();

    public static Sense? Find(string phrase) => Senses.GetValueOrDefault(phrase);

    private static FrozenDictionary<string, Sense> Build()
    {
        // Later lists win: "orange" the fruit is found by the grammar, which knows what stands after it.
        var senses = new Dictionary<string, Sense>(StringComparer.Ordinal);
        AddAll(FunctionWords.Fillers, new Sense.OfFiller());
        AddAll(FunctionWords.Articles, new Sense.OfArticle());
        AddAll(FunctionWords.Ands, new Sense.OfAnd());
        AddAll(FunctionWords.Withs, new Sense.OfWith());
        AddAll(FunctionWords.Withouts, new Sense.OfWithout());
        AddAll(FunctionWords.Verbs, new Sense.OfIs());
        AddAll(FunctionWords.Backdrops, new Sense.OfBackdrop());
        senses["of"] = new Sense.OfOf();
        foreach (var (words, spot) in FunctionWords.Spots)
        {
            AddAll(words, new Sense.OfSpot(spot));
        }

        foreach (var (words, relation) in FunctionWords.Relations)
        {
            AddAll(words, new Sense.OfRelation(relation));
        }

        foreach (var (words, pose) in FunctionWords.Poses)
        {
            AddAll(words, new Sense.OfPose(pose));
        }

        foreach (var (words, count) in Numbers.List)
        {
            AddAll(words, new Sense.OfCount(count));
        }

        foreach (var size in Materials.Sizes)
        {
            senses[size.Name] = new Sense.OfSize(size);
        }

        foreach (var (words, material, rgb) in Materials.List)
        {
            foreach (var word in words.Split('|'))
            {
                senses[word] = new Sense.OfMaterial(new NamedMaterial(word, material, Ink.Hex(rgb)));
            }
        }

        foreach (var shade in Colours.Shades)
        {
            senses[shade.Name] = new Sense.OfShade(shade);
        }

        foreach (var (words, rgb) in Colours.List)
        {
            foreach (var word in words.Split('|'))
            {
                senses[word] = new Sense.OfColour(new NamedInk(word, Ink.Hex(rgb)));
            }
        }

        foreach (var (words, hour) in Hours.List)
        {
            AddAll(words, new Sense.OfHour(hour));
        }

        foreach (var (words, style) in StyleList.Words)
        {
            AddAll(words, new Sense.OfStyle(style));
        }

        foreach (var thing in ThingList.All)
        {
            foreach (var word in thing.Words.Split('|'))
            {
                senses[Plurals.Of(word)] = new Sense.OfThing(thing, Plural: true);
                senses.TryAdd(word, new Sense.OfThing(thing, Plural: false));
                senses[word] = senses[word] is Sense.OfColour or Sense.OfMaterial ? senses[word] : new Sense.OfThing(thing, Plural: false);
            }
        }

        foreach (var ground in GroundList.All)
        {
            AddAll(ground.Words, new Sense.OfGround(ground));
        }

        return senses.ToFrozenDictionary(StringComparer.Ordinal);

        void AddAll(string words, Sense sense)
        {
            foreach (var word in words.Split('|'))
            {
                senses[word] = sense;
            }
        }
    }
}
