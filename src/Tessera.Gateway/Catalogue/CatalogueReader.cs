using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Catalogue;

/// <summary>
/// From the catalogue's files to cards. Sources, profiles, token rules and price lists may be named across files, so those of
/// all files are read before the first model. Everything that is wrong is reported, not only the first.
/// </summary>
internal sealed class CatalogueReader
{
    private readonly List<CatalogueError> _errors = [];
    private readonly HashSet<string> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _creators = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Capabilities> _profiles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TokenRule> _tokenRules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PriceList> _priceLists = new(StringComparer.Ordinal);
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
            reader.Each(name, data!.Sources, CatalogueJson.Default.SourceData, reader.Source);
            reader.Creators(name, data.Creators);
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
            if (data is not null)
            {
                place.Unknown(data);
            }

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

    private void Source(Place place, string name, SourceData data)
    {
        place.Unknown(data);
        place.At("name").Text(data.Name);
        Add(place, _sources.Add(name));
    }

    private void Creators(string file, Dictionary<string, string> creators)
    {
        foreach (var (id, name) in creators)
        {
            var place = new Place(_errors, file, "creators", id);
            place.Text(name);
            Add(place, _creators.TryAdd(id, name));
        }
    }

    private void Profile(Place place, string name, ProfileData data) =>
        Add(place, _profiles.TryAdd(name, ProfileReader.Read(place, name, data)));

    private void Prices(Place place, string name, List<PriceData> data) =>
        Add(place, _priceLists.TryAdd(name, PriceReader.Read(place, data, _sources)));

    private void Tokens(Place place, string name, TokenRuleData data)
    {
        place.Unknown(data);
        foreach (var (quality, step) in data.Steps)
        {
            WrittenValues.AtLeast(place.At($"steps.{quality}"), step, 1);
        }

        Add(place, _tokenRules.TryAdd(name, new TokenRule
        {
            Output = place.At("output").OneOf(data.Output, ["grid", "area"]) == "grid" ? OutputFormula.Grid : OutputFormula.Area,
            Steps = data.Steps,
            OutputExactness = Exact(place.At("output_exactness"), data.OutputExactness),
            Input = place.At("input").OneOf(data.Input, ["tiles", "patches"]) == "tiles" ? InputFormula.Tiles : InputFormula.Patches,
            InputExactness = Exact(place.At("input_exactness"), data.InputExactness),
            WritesText = data.WritesText,
        }));
    }

    private static Exactness Exact(Place place, string? word) =>
        place.OneOf(word, ["exact", "estimate"]) == "exact" ? Exactness.Exact : Exactness.Estimate;

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
                _cards.Add((Card(place, data), place));
            }
        }
    }

    private ModelCard Card(Place place, ModelData data)
    {
        place.Unknown(data);
        var id = place.At("id").Text(data.Id);
        var creator = id[..Math.Max(0, id.IndexOf('/', StringComparison.Ordinal))];
        if (creator.Length == 0 || creator.Length == id.Length - 1)
        {
            place.At("id").Wrong("must be creator/name");
        }
        else if (!_creators.ContainsKey(creator))
        {
            place.At("id").Wrong($"'{creator}' has no name among the creators");
        }

        foreach (var input in data.Inputs)
        {
            place.At("inputs").OneOf(input, ["text", "image"]);
        }

        var routes = data.Routes.Select((route, index) => Route(place.At("routes", index), route)).ToList();
        return new ModelCard
        {
            Id = id,
            Name = place.At("name").Text(data.Name),
            Creator = creator,
            CreatorName = _creators.GetValueOrDefault(creator, creator),
            Aliases = data.Aliases,
            Released = WrittenValues.Day(place.At("released"), data.Released),
            ShutsDown = WrittenValues.Day(place.At("shuts_down"), data.ShutsDown),
            Successor = data.Successor,
            SuccessorNote = data.SuccessorNote,
            Type = "image",
            InputModalities = data.Inputs,
            Capabilities = _profiles.GetValueOrDefault(place.At("profile").OneOf(data.Profile, _profiles.Keys))!,
            Tokens = data.Tokens is null ? null : _tokenRules.GetValueOrDefault(place.At("tokens").OneOf(data.Tokens, _tokenRules.Keys)),
            Routes = routes,
            ListPrices = data.ListPrices is { } own
                ? PriceReader.Read(place.At("list_prices"), own, _sources)
                : routes.Find(route => route.Provider == creator)?.Prices ?? PriceList.Unknown,
        };
    }

    private RouteCard Route(Place place, RouteData data)
    {
        place.Unknown(data);
        if (data.PriceList is not null && data.Prices.Count > 0)
        {
            place.Wrong("give price_list or prices, not both");
        }

        var prices = data.PriceList is null
            ? PriceReader.Read(place, data.Prices, _sources)
            : _priceLists.GetValueOrDefault(place.At("price_list").OneOf(data.PriceList, _priceLists.Keys), PriceList.Unknown);
        return new RouteCard(
            place.At("provider").Text(data.Provider),
            place.At("model").Text(data.Model),
            prices,
            WrittenValues.Day(place.At("ends_on"), data.EndsOn));
    }

    /// <summary>No two models share a name, and every successor exists.</summary>
    private void CheckNames()
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (card, place) in _cards)
        {
            foreach (var name in ModelNames.Of(card))
            {
                if (!owners.TryAdd(name, card.Id))
                {
                    place.At("aliases").Wrong($"'{name}' already names {owners[name]}");
                }
            }
        }

        foreach (var (card, place) in _cards)
        {
            if (card.Successor is { } successor && (successor == card.Id || !owners.ContainsKey(successor)))
            {
                place.At("successor").Wrong($"'{successor}' is no other model of the catalogue");
            }
        }
    }
}
