namespace Tessera.Inference.Painting.Words;

/// <summary>English plurals, both ways.</summary>
internal static class Plurals
{
    private static readonly (string One, string Many)[] Irregular =
    [
        ("mouse", "mice"), ("goose", "geese"), ("man", "men"), ("woman", "women"), ("child", "children"), ("person", "people"),
        ("foot", "feet"), ("tooth", "teeth"), ("leaf", "leaves"), ("knife", "knives"), ("loaf", "loaves"), ("wolf", "wolves"),
        ("shelf", "shelves"), ("scarf", "scarves"), ("fish", "fish"), ("sheep", "sheep"), ("cactus", "cacti"), ("die", "dice"),
        ("snowman", "snowmen"), ("bookshelf", "bookshelves"), ("goldfish", "goldfish"), ("deer", "deer"), ("scissors", "scissors"),
        ("glasses", "glasses"), ("potato", "potatoes"), ("tomato", "tomatoes"), ("strawberry", "strawberries"), ("piano", "pianos"),
    ];

    /// <summary>The plural of a name; of a compound, of its last word ("coffee cups"), or of its first before "of" ("slices of pizza").</summary>
    public static string Of(string name)
    {
        var of = name.IndexOf(" of ", StringComparison.Ordinal);
        if (of > 0)
        {
            return Of(name[..of]) + name[of..];
        }

        foreach (var (one, many) in Irregular)
        {
            if (name == one || name.EndsWith(' ' + one, StringComparison.Ordinal))
            {
                return name[..^one.Length] + many;
            }
        }

        return name switch
        {
            [.., 's' or 'x' or 'z'] or [.., 'c' or 's', 'h'] => name + "es",
            [.., not ('a' or 'e' or 'i' or 'o' or 'u'), 'y'] => name[..^1] + "ies",
            _ => name + "s",
        };
    }
}
