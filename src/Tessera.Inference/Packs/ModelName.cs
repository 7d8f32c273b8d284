namespace Tessera.Inference.Packs;

/// <summary>What a model is called here. Pure.</summary>
/// <param name="Id"><c>creator/name</c></param>
/// <param name="Name">The name to show.</param>
/// <param name="Creator">Who made it, to show.</param>
/// <param name="Licence">What is known of the licence of its weights, or null.</param>
public sealed record ModelName(string Id, string Name, string Creator, string? Licence)
{
    /// <summary>For messages.</summary>
    public const string Allowed = "creator/name, each of at most 64 small letters, digits, dots, dashes and underscores that begins with a letter or digit";

    private const int PartCharactersMax = 64;
    private const string DeepSeekLicence = "DeepSeek Model License 1.0: commercial use is allowed, and its restrictions of use go with the model";

    // As the makers publish them. Licences: the makers' repositories; read them before you use a model.
    private static readonly ModelName[] Known =
    [
        new("deepseek/janus-pro-1b", "Janus-Pro-1B", "DeepSeek", DeepSeekLicence),
        new("deepseek/janus-pro-7b", "Janus-Pro-7B", "DeepSeek", DeepSeekLicence),
        new("deepseek/janus-1.3b", "Janus-1.3B", "DeepSeek", DeepSeekLicence),
        new("freedomintelligence/janus-4o-7b", "Janus-4o-7B", "FreedomIntelligence", DeepSeekLicence),
    ];

    /// <summary>From the name of a model's folder, and what is in it.</summary>
    /// <param name="folder">The folder; only its name is looked at.</param>
    /// <param name="family">As <see cref="PackCard.Family"/>.</param>
    public static ModelName Of(string folder, string family)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        name = string.Concat(name.Take(PartCharactersMax).Select(letter => char.IsControl(letter) ? '-' : letter)); // it is printed
        var part = Part(name);
        return Known.FirstOrDefault(known => known.Id.EndsWith("/" + part, StringComparison.Ordinal))
            ?? (family == "llamagen"
                ? new ModelName("foundationvision/" + (part.Contains("llamagen", StringComparison.Ordinal) ? part : Part("llamagen-" + part)), name, "FoundationVision", "MIT")
                : new ModelName("local/" + part, name, "local", null));
    }

    /// <summary>With an id that somebody chose; what is known of that id is known.</summary>
    public static ModelName Chosen(string id) =>
        Known.FirstOrDefault(known => known.Id == id) ?? new ModelName(id, id[(id.IndexOf('/', StringComparison.Ordinal) + 1)..], id[..id.IndexOf('/', StringComparison.Ordinal)], null);

    /// <summary>An id names a folder, so nothing in it may lead elsewhere.</summary>
    public static bool IsId(string id) => id.Split('/') is [var creator, var name] && IsPart(creator) && IsPart(name);

    private static bool IsPart(string part) =>
        part.Length is > 0 and <= PartCharactersMax && char.IsAsciiLetterOrDigit(part[0])
        && part.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '.' or '-' or '_');

    private static string Part(string name)
    {
        var safe = string.Concat(name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' ? letter : '-')).Trim('.', '-', '_');
        return safe.Length == 0 ? "model" : safe[..Math.Min(safe.Length, PartCharactersMax)];
    }
}
