using Tessera.Ledger.Money;

namespace Tessera.Gateway.Catalogue;

/// <summary>What models refer to by name, from all files.</summary>
internal sealed class SharedEntries
{
    public Dictionary<string, string> Sources { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Creators { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Capabilities> Profiles { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, TokenRule> TokenRules { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, PriceList> PriceLists { get; } = new(StringComparer.Ordinal);
}

/// <summary>From a written model to its card.</summary>
internal static class ModelReader
{
    public static ModelCard Read(Place place, ModelData data, SharedEntries shared)
    {
        place.Unknown(data);
        var id = place.At("id").Text(data.Id);
        var creator = id[..Math.Max(0, id.IndexOf('/', StringComparison.Ordinal))];
        if (creator.Length == 0 || creator.Length == id.Length - 1)
        {
            place.At("id").Wrong("must be creator/name");
        }
        else if (!shared.Creators.ContainsKey(creator))
        {
            place.At("id").Wrong($"'{creator}' has no name among the creators");
        }

        foreach (var input in data.Inputs)
        {
            place.At("inputs").OneOf(input, ["text", "image"]);
        }

        var routes = data.Routes.Select((route, index) => Route(place.At("routes", index), route, shared)).ToList();
        return new ModelCard
        {
            Id = id,
            Name = place.At("name").Text(data.Name),
            Creator = creator,
            CreatorName = shared.Creators.GetValueOrDefault(creator, creator),
            Aliases = data.Aliases,
            Released = WrittenValues.Day(place.At("released"), data.Released),
            ShutsDown = WrittenValues.Day(place.At("shuts_down"), data.ShutsDown),
            Successor = data.Successor,
            SuccessorNote = data.SuccessorNote,
            Type = "image",
            InputModalities = data.Inputs,
            Capabilities = shared.Profiles.GetValueOrDefault(place.At("profile").OneOf(data.Profile, shared.Profiles.Keys))!,
            Tokens = data.Tokens is null ? null : shared.TokenRules.GetValueOrDefault(place.At("tokens").OneOf(data.Tokens, shared.TokenRules.Keys)),
            Routes = routes,
            ListPrices = data.ListPrices is { } own
                ? PriceReader.Read(place.At("list_prices"), own, shared.Sources.Keys)
                : routes.Find(route => route.Provider == creator)?.Prices ?? PriceList.Unknown,
        };
    }

    private static RouteCard Route(Place place, RouteData data, SharedEntries shared)
    {
        place.Unknown(data);
        if (data.PriceList is not null && data.Prices.Count > 0)
        {
            place.Wrong("give price_list or prices, not both");
        }

        var prices = data.PriceList is null
            ? PriceReader.Read(place, data.Prices, shared.Sources.Keys)
            : shared.PriceLists.GetValueOrDefault(place.At("price_list").OneOf(data.PriceList, shared.PriceLists.Keys), PriceList.Unknown);
        return new RouteCard(
            place.At("provider").Text(data.Provider),
            place.At("model").Text(data.Model),
            prices,
            WrittenValues.Day(place.At("ends_on"), data.EndsOn));
    }
}
