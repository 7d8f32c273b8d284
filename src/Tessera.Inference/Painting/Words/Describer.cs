using System.Globalization;
using System.Text;
using Tessera.Inference.Painting.Grounds;
using Tessera.Inference.Painting.Styles;

namespace Tessera.Inference.Painting.Words;

/// <summary>Says in one sentence what was understood, which is what is drawn.</summary>
internal static class Describer
{
    public static string Describe(Caption caption)
    {
        var text = new StringBuilder();
        var style = StyleList.Name(caption.Style);
        if (style is not null)
        {
            text.Append(style).Append(" of ");
        }

        if (caption.Items.Count == 0)
        {
            text.Append(caption.Ground is null && caption.Hour is null ? "an abstract composition" : "a scene");
        }

        var told = new HashSet<int>();
        var roots = Enumerable.Range(0, caption.Items.Count).Where(i => caption.Items[i].Relation is null);
        var phrases = new List<string>();
        foreach (var root in roots)
        {
            if (Subjects(caption, root).Count == 0 && told.Add(root))
            {
                phrases.Add(Name(caption.Items[root]) + Standing(caption, root, told));
            }
        }

        for (var i = 0; i < caption.Items.Count; i++)
        {
            if (!told.Contains(i) && told.Add(i))
            {
                phrases.Add(Name(caption.Items[i]) + Standing(caption, i, told));
            }
        }

        text.Append(Join(phrases));
        if (caption.Ground is { } ground)
        {
            text.Append(' ').Append(ground.Phrase);
        }

        if (caption.Hour is { } hour)
        {
            text.Append(hour switch { Hour.Sunset => " at sunset", Hour.Night => " at night", Hour.Rain => " in the rain", Hour.Snowfall => " in falling snow", _ => "" });
        }

        if (caption.Backdrop is { } backdrop)
        {
            text.Append(" on ").Append(Article(backdrop.Name)).Append(' ').Append(backdrop.Name).Append(" background");
        }

        text.Append('.');
        text[0] = char.ToUpperInvariant(text[0]);
        return text.ToString();
    }

    private static List<int> Subjects(Caption caption, int target) =>
        [.. Enumerable.Range(0, caption.Items.Count).Where(i => caption.Items[i].Other == target || (caption.Items[i].Target == target && caption.Items[i].Relation is Relation.On or Relation.Under or Relation.Above or Relation.Below or Relation.In or Relation.Behind or Relation.Front or Relation.Between or Relation.Riding))];

    private static string Standing(Caption caption, int index, HashSet<int> told)
    {
        var item = caption.Items[index];
        var worn = Enumerable.Range(0, caption.Items.Count).Where(i => caption.Items[i] is { Relation: Relation.Wearing } hat && hat.Target == index && told.Add(i)).ToList();
        var wearing = worn.Count == 0 ? "" : " wearing " + Join([.. worn.Select(i => Name(caption.Items[i]))]);
        var held = Enumerable.Range(0, caption.Items.Count).Where(i => caption.Items[i] is { Relation: Relation.Holding } load && load.Target == index && told.Add(i)).ToList();
        wearing += held.Count == 0 ? "" : " holding " + Join([.. held.Select(i => Name(caption.Items[i]))]);
        wearing += Beside(caption, index, told);
        if (item.Relation is not { } relation || item.Target < 0 || relation is Relation.Wearing or Relation.Holding or Relation.Left or Relation.Right or Relation.Beside)
        {
            return wearing;
        }

        var target = caption.Items[item.Target];
        if (relation == Relation.Between)
        {
            var other = item.Other >= 0 ? $" and {Name(caption.Items[item.Other])}" : "";
            told.Add(item.Target);
            told.Add(item.Other);
            return $"{wearing} between {Name(target)}{other}";
        }

        var first = told.Add(item.Target);
        var name = first ? Name(target) + Standing(caption, item.Target, told) : $"the {(target.Count > 1 ? Plurals.Of(target.Thing.Name) : target.Thing.Name)}";
        return $"{wearing} {Preposition(relation)} {name}";
    }

    /// <summary>What stands beside it: "a cup" to the right of a plate is told as "a plate to the left of a cup".</summary>
    private static string Beside(Caption caption, int index, HashSet<int> told)
    {
        var text = "";
        for (var i = 0; i < caption.Items.Count; i++)
        {
            if (caption.Items[i] is { Relation: Relation.Left or Relation.Right or Relation.Beside } other && other.Target == index && told.Add(i))
            {
                var opposite = other.Relation switch { Relation.Left => Relation.Right, Relation.Right => Relation.Left, _ => Relation.Beside };
                text += $" {Preposition(opposite)} {Name(other)}{Standing(caption, i, told)}";
            }
        }

        return text;
    }

    private static string Preposition(Relation relation) => relation switch
    {
        Relation.On => "on",
        Relation.Under => "under",
        Relation.Above => "above",
        Relation.Below => "below",
        Relation.Left => "to the left of",
        Relation.Right => "to the right of",
        Relation.Beside => "next to",
        Relation.In => "in",
        Relation.Behind => "behind",
        Relation.Front => "in front of",
        Relation.Riding => "riding",
        _ => "beside",
    };

    private static string Name(Item item)
    {
        var adjectives = new List<string>();
        if (item.Size is not null)
        {
            adjectives.Add(item.Size.Name);
        }

        if (item.Pose is { } pose)
        {
            adjectives.Add(FunctionWords.Name(pose));
        }

        if (item.Colours.Count > 0)
        {
            adjectives.Add(Join([.. item.Colours.Select(colour => colour.Name)]));
        }

        if (item.Material is not null)
        {
            adjectives.Add(item.Material.Name);
        }

        adjectives.Add(item.Count == 1 ? item.Thing.Name : Plurals.Of(item.Thing.Name));
        var name = string.Join(' ', adjectives) + (item.Text is null ? "" : $" saying \"{item.Text}\"");
        if (item.Asked > item.Count)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{item.Count} {name} (as many as fit, of {item.Asked:N0} asked for)");
        }

        return item.Count == 1 ? $"{Article(name)} {name}" : $"{Numbers.Name(item.Count)} {name}";
    }

    private static string Article(string name) => name[0] is 'a' or 'e' or 'i' or 'o' || name.StartsWith("umbrella", StringComparison.Ordinal) ? "an" : "a";

    private static string Join(IReadOnlyList<string> parts) => parts.Count switch
    {
        0 => "",
        1 => parts[0],
        _ => string.Join(", ", parts.Take(parts.Count - 1)) + " and " + parts[^1],
    };
}
