namespace Tessera.Gateway.Catalogue;

/// <summary>One thing that is wrong in the catalogue's data.</summary>
/// <param name="File">The file, e.g. <c>openai-images.json</c>.</param>
/// <param name="Entry">The model, profile, price list … in it; empty for the file itself.</param>
/// <param name="Key">The key within the entry, e.g. <c>routes[0].ends_on</c>; empty for the entry itself.</param>
internal sealed record CatalogueError(string File, string Entry, string Key, string Message)
{
    public override string ToString() => string.Join(": ", new[] { File, Entry, Key, Message }.Where(part => part.Length > 0));
}

/// <summary>Where a reader stands, and the list it reports to.</summary>
internal readonly record struct Place(List<CatalogueError> Errors, string File, string Entry = "", string Key = "")
{
    public Place In(string entry) => this with { Entry = entry, Key = "" };

    public Place At(string key) => this with { Key = Key.Length == 0 ? key : $"{Key}.{key}" };

    public Place At(string key, int index) => At($"{key}[{index}]");

    public void Wrong(string message) => Errors.Add(new CatalogueError(File, Entry, Key, message));

    public void Unknown(WrittenData data)
    {
        foreach (var key in data.UnknownKeys?.Keys ?? Enumerable.Empty<string>())
        {
            At(key).Wrong("unknown key");
        }
    }

    /// <summary>The text, or a report and an empty one.</summary>
    public string Text(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            Wrong("missing");
            return "";
        }

        return value;
    }

    /// <summary>One of the words, or a report and the first.</summary>
    public string OneOf(string? value, IEnumerable<string> words)
    {
        if (value is not null && words.Contains(value, StringComparer.Ordinal))
        {
            return value;
        }

        Wrong($"'{value}' is not one of {string.Join(", ", words)}");
        return words.FirstOrDefault() ?? "";
    }
}
