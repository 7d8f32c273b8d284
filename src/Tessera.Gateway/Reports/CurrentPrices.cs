using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Providers;
using Tessera.Ledger.Entries;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Reports;

/// <summary>Today's prices for calls of any day, by the route that served them.</summary>
internal sealed class CurrentPrices(ModelCatalogue catalogue, ProviderList providers)
{
    /// <summary>Null where the model, the route or a price for what was used is not known today.</summary>
    public (Usd Cost, PriceOrigin? Price)? CostOf(Entry entry)
    {
        if (catalogue.Find(entry.Model) is not { } model || entry.Provider is not { } provider)
        {
            return null;
        }

        var prices = Route(model, provider)?.Prices ?? PriceList.Unknown;
        return prices.Cost(entry.Usage, entry.Size, entry.Quality) is { } cost ? (cost, prices.OriginOf(entry.Usage, entry.Size, entry.Quality)) : null;
    }

    /// <summary>As the provider has it; one that is switched off by now is in the catalogue still.</summary>
    private RouteCard? Route(ModelCard model, string provider) =>
        (provider == providers.Sketch.Name ? providers.Sketch : providers.Remote.FirstOrDefault(remote => remote.Name == provider))?.RouteOf(model) ?? model.Route(provider);
}
