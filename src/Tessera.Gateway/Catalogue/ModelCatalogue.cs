using System.Collections.Frozen;
using System.Reflection;

namespace Tessera.Gateway.Catalogue;

/// <summary>
/// Every model the gateway knows. An immutable snapshot: whoever holds one sees the same models, prices and dates for a whole call.
/// </summary>
internal sealed class ModelCatalogue
{
    private const string ResourcePrefix = "Tessera.Gateway.Catalogue.";

    private readonly FrozenDictionary<string, ModelCard> _byName;

    /// <exception cref="ArgumentException">Two cards share a name.</exception>
    public ModelCatalogue(IReadOnlyList<ModelCard> cards)
    {
        All = cards;
        var byName = new Dictionary<string, ModelCard>(StringComparer.Ordinal);
        foreach (var card in cards)
        {
            foreach (var name in ModelNames.Of(card))
            {
                byName.Add(name, card);
            }
        }

        _byName = byName.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private ModelCatalogue(IReadOnlyList<ModelCard> cards, FrozenDictionary<string, ModelCard> byName) => (All, _byName) = (cards, byName);

    /// <summary>In the order of the data: OpenAI's from the newest, then the others by id.</summary>
    public IReadOnlyList<ModelCard> All { get; }

    /// <summary>
    /// The model of an id, an alias, a bare OpenAI id (<c>gpt-image-1</c>) or <c>spacexai/…</c>; null if there is none.
    /// Case matters, as it does to every provider. Allocates nothing.
    /// </summary>
    public ModelCard? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>
    /// The same with the models that are installed on this machine, each of which takes the place of one of the same id and goes
    /// last where there is none. A name that an installed model has is its own, whatever else it named.
    /// </summary>
    public ModelCatalogue With(IReadOnlyList<ModelCard> installed)
    {
        var byId = new Dictionary<string, ModelCard>(StringComparer.Ordinal);
        foreach (var card in installed)
        {
            byId.TryAdd(card.Id, card);
        }

        List<ModelCard> cards = [.. All.Select(card => byId.GetValueOrDefault(card.Id) ?? card), .. byId.Values.Where(card => !All.Any(other => other.Id == card.Id))];
        var byName = new Dictionary<string, ModelCard>(byId, StringComparer.Ordinal);
        foreach (var card in cards)
        {
            foreach (var name in ModelNames.Of(card))
            {
                byName.TryAdd(name, card);
            }
        }

        return new ModelCatalogue(cards, byName.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>Reads the data that is built into the assembly.</summary>
    /// <exception cref="InvalidDataException">The data is wrong; the message lists every error. Only a faulty build does this.</exception>
    public static ModelCatalogue Load()
    {
        var (cards, errors) = CatalogueReader.Read(BuiltIn());
        return errors.Count == 0
            ? new ModelCatalogue(cards)
            : throw new InvalidDataException(string.Join(Environment.NewLine, errors));
    }

    /// <summary>The built-in files, OpenAI's first.</summary>
    internal static IEnumerable<(string Name, ReadOnlyMemory<byte> Json)> BuiltIn()
    {
        var assembly = typeof(ModelCatalogue).Assembly;
        foreach (var file in new[] { "names.json", "openai-images.json", "other-images.json" })
        {
            yield return (file, Bytes(assembly, ResourcePrefix + file));
        }
    }

    private static byte[] Bytes(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidDataException($"{resource} is not built in");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
