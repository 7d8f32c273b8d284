namespace Tessera.Inference.LlamaGen;

/// <summary>
/// The English names of ImageNet's 1,000 classes (ILSVRC 2012), in the order of their numbers; some have several. Where two
/// classes share a name it is the first one's: "crane" is the bird, "construction crane" the machine.
/// </summary>
internal static class ClassNames
{
    public const int Count = 1000;

    private static readonly Lazy<Dictionary<string, int>> Numbers = new(Read);

    /// <summary>The number of a class by its name, whatever its case, with or without an article; or null.</summary>
    public static int? NumberOf(string words)
    {
        var name = Plain(words);
        foreach (var article in (string[])["a ", "an ", "the "])
        {
            if (name.StartsWith(article, StringComparison.Ordinal))
            {
                name = name[article.Length..];
                break;
            }
        }

        return Numbers.Value.TryGetValue(name, out var number) ? number : null;
    }

    private static string Plain(string words) =>
        string.Join(' ', words.ToLowerInvariant().Split([' ', '-', '\'', '’', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');

    private static Dictionary<string, int> Read()
    {
        using var stream = typeof(ClassNames).Assembly.GetManifestResourceStream("Tessera.Inference.LlamaGen.class-names.txt")!; // of this assembly
        using var reader = new StreamReader(stream);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var number = 0; reader.ReadLine() is { } line; number++)
        {
            foreach (var name in line.Split(", "))
            {
                numbers.TryAdd(Plain(name), number);
            }
        }

        return numbers;
    }
}
