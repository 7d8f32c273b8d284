using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tessera.Gateway.Catalogue;

/// <summary>
/// From the catalogue's files to cards. Sources, profiles, token rules and price lists may be named across files, so those of
/// all files are read before the first model. Everything that is wrong is reported, not only the first.
/// </summary>
internal sealed class CatalogueReader
{
    private readonly List<CatalogueError> _errors = [];
    private readonly SharedEntries _shared = new();
    private readonly List<(ModelCard Card, Place Place)> _cards = [];

    private CatalogueReader()
    {
    }

    /// <param name="files">Each with its name and its JSON in UTF-8.</param>
    public static (IReadOnlyList<ModelCard> Cards, IReadOnlyList<CatalogueError> Errors) Read(
        IEnumerable<(string Name, ReadOnlyMemory<byte> Json)> files)
    {
        var reader = new CatalogueReader();
        var parsed = files.Select(file => (file.Name, Data: reader.Parse(file.Name, file.Json.Span))).Where(file => file.Data is not null).ToList();
        foreach (var (name, data) in parsed)
        {
            reader.Names(name, "sources", data!.Sources, reader._shared.Sources);
            reader.Names(name, "creators", data.Creators, reader._shared.Creators);
        }

        foreach (var (name, data) in parsed)
        {
            reader.Each(name, data!.Profiles, CatalogueJson.Default.ProfileData, reader.Profile);
            reader.Each(name, data.TokenRules, CatalogueJson.Default.TokenRuleData, reader.Tokens);
            reader.Each(name, data.PriceLists, CatalogueJson.Default.ListPriceData, reader.Prices);
        }

        foreach (var (name, data) in parsed)
        {
            reader.Models(name, data!.Models);
        }

        reader.CheckNames();
        return (reader._cards.ConvertAll(entry => entry.Card), reader._errors);
    }

    private CatalogueData? Parse(string file, ReadOnlySpan<byte> json)
    {
        var place = new Place(_errors, file);
        try
        {
            var data = JsonSerializer.Deserialize(json, CatalogueJson.Default.CatalogueData);
            if (data is null)
            {
                place.Wrong("is null");
                return null;
            }

            place.Unknown(data);
            return data;
        }
        catch (JsonException wrong)
        {
            place.Wrong(wrong.Message);
            return null;
        }
    }

    private void Each<T>(string file, Dictionary<string, JsonElement> entries, JsonTypeInfo<T> shape, Action<Place, string, T> read)
        where T : class
    {
        foreach (var (name, written) in entries)
        {
            var place = new Place(_errors, file, name);
            if (WrittenValues.Entry(place, written, shape) is { } data)
            {
                read(place, name, data);
            }
        }
    }

    private void Names(string file, string section, Dictionary<string, string> names, Dictionary<string, string> known)
    {
        foreach (var (id, name) in names)
        {
            var place = new Place(_errors, file, section, id);
            Add(place, known.TryAdd(id, place.Text(name)));
        }
    }

    private void Profile(Place place, string name, ProfileData data) =>
        Add(place, _shared.Profiles.TryAdd(name, ProfileReader.Read(place, name, data)));

    private void Prices(Place place, string name, List<PriceData> data) =>
        Add(place, _shared.PriceLists.TryAdd(name, PriceReader.Read(place, data, _shared.Sources.Keys)));

    private void Tokens(Place place, string name, TokenRuleData data) =>
        Add(place, _shared.TokenRules.TryAdd(name, TokenRuleReader.Read(place, data)));

    private static void Add(Place place, bool added)
    {
        if (!added)
        {
            place.Wrong("defined twice");
        }
    }

    private void Models(string file, List<JsonElement> models)
    {
        for (var i = 0; i < models.Count; i++)
        {
            var place = new Place(_errors, file, $"models[{i}]");
            if (WrittenValues.Entry(place, models[i], CatalogueJson.Default.ModelData) is { } data)
            {
                place = place.In(data.Id ?? place.Entry);
                _cards.Add((ModelReader.Read(place, data, _shared), place));
            }
        }
    }

    /// <summary>No two models share a name, every successor exists, and no line of successors comes back to where it began.</summary>
    private void CheckNames()
    {
        var owners = new Dictionary<string, ModelCard>(StringComparer.Ordinal);
        foreach (var (card, place) in _cards)
        {
            foreach (var name in ModelNames.Of(card))
            {
                if (!owners.TryAdd(name, card))
                {
                    place.At("aliases").Wrong($"'{name}' already names {owners[name].Id}");
                }
            }
        }

        foreach (var (card, place) in _cards)
        {
            if (card.Successor is { } successor && !owners.ContainsKey(successor))
            {
                place.At("successor").Wrong($"'{successor}' is no model of the catalogue");
            }
            else if (IsOwnSuccessor(card, owners))
            {
                place.At("successor").Wrong("the line of successors comes back to this model");
            }
        }
    }

    private static bool IsOwnSuccessor(ModelCard card, Dictionary<string, ModelCard> owners)
    {
        var seen = new HashSet<ModelCard>(ReferenceEqualityComparer.Instance);
        var next = card;
        while (next?.Successor is { } successor && seen.Add(next))
        {
            next = owners.GetValueOrDefault(successor);
            if (ReferenceEquals(next, card))
            {
                return true;
            }
        }

        return false;
    }
}
