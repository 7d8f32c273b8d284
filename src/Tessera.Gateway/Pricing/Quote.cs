using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Routing;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Pricing;

/// <summary>The price of a call before it runs, on each route that could serve it.</summary>
/// <param name="Call">As it was validated; pictures given by address are not fetched.</param>
/// <param name="Routes">Those that would be tried, in this order; then those that the catalogue knows and that would not be tried. Routes that have ended are not among them.</param>
internal sealed record Quote(ImageCall Call, IReadOnlyList<QuotedRoute> Routes, Retirement? Retirement, DateTimeOffset CreatedAt)
{
    /// <summary>How long a quote may be redeemed.</summary>
    public static readonly TimeSpan ValidFor = TimeSpan.FromSeconds(60);

    /// <summary>Whole seconds, so that the id and the answer say the same.</summary>
    public DateTimeOffset ExpiresAt => DateTimeOffset.FromUnixTimeSeconds((CreatedAt + ValidFor).ToUnixTimeSeconds());

    public IEnumerable<QuotedRoute> Planned => Routes.Where(route => route.IsAvailable);

    /// <summary>Null where no route has a price to be held to.</summary>
    public QuoteTerms? Terms => Planned.Any(route => route.Price.Max is not null)
        ? new QuoteTerms(ExpiresAt, CallMark.Of(Call), Planned.Where(route => route.Price.Max is not null).ToDictionary(route => QuoteTerms.RouteMark(route.Provider), route => route.Price.Max!.Value))
        : null;

    public static Quote Of(ImageCall call, Plan plan, ModelCatalogue catalogue, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var planned = plan.Routes.Select(route => new QuotedRoute(route.Provider.Name, route.ProviderModel, CallPrice.Of(route), route.Adjustments, route.Simulated, Why: null)).ToList();
        var simulated = planned.Exists(route => route.IsSimulated);
        var others = call.Model.Routes
            .Where(card => !(card.EndsOn <= today) && !planned.Exists(route => route.Provider == card.Provider))
            .Select(card => new QuotedRoute(card.Provider, card.ProviderModel, CallPrice.Of(call, card.Provider, card.Prices), [], IsSimulated: false, Why(card, call, simulated)));
        return new Quote(call, [.. planned, .. others], Retirement.Of(call.Model, today, catalogue, call.Size ?? SizeRule.Auto, call.Quality ?? SizeRule.Auto), now);
    }

    private static string Why(RouteCard card, ImageCall call, bool simulated) => card switch
    {
        _ when simulated => "a test key never reaches a provider",
        _ when call.Preference.Only is { } only && !only.Contains(card.Provider) => "not among providerOptions.gateway.only",
        _ => "not switched on in this gateway",
    };
}

/// <param name="ProviderModel">The provider's own name of the model.</param>
/// <param name="IsSimulated">The sandbox: the price is that of the real model, and nobody pays it.</param>
/// <param name="Why">Why it would not be tried; null where it would.</param>
internal sealed record QuotedRoute(string Provider, string ProviderModel, RoutePrice Price, IReadOnlyList<Adjustment> Adjustments, bool IsSimulated, string? Why)
{
    public bool IsAvailable => Why is null;

}
