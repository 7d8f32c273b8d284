using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Providers.Engine;
using Tessera.Gateway.Providers.Sketch;
using Tessera.Ledger.Keys;

namespace Tessera.Gateway.Routing;

/// <summary>
/// Which routes can serve a call, in which order, and what each changes. Pure: call, key and a snapshot of the providers in,
/// a list out.
/// </summary>
internal static class Planner
{
    /// <summary>What a variation asks of a model that only edits.</summary>
    private const string NeutralPrompt = "Make a variation of this picture: the same subject and style, composed anew.";

    public static Result<Plan, CallerError> Plan(ImageCall call, KeyKind key, ProviderList providers, ModelCatalogue catalogue, DateTimeOffset now)
    {
        if (key == KeyKind.Test)
        {
            return new Plan([Sandbox(call, providers)]);
        }

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var routes = Preferred(call.Preference, Open(call.Model, providers, today)).Select(open => Route(call, open.Provider, open.Card)).ToList();
        return routes.Count > 0 ? new Plan(routes) : NoRoute.Explain(call, providers, catalogue, today);
    }

    private static IEnumerable<(IProvider Provider, RouteCard Card)> Open(ModelCard model, ProviderList providers, DateOnly today)
    {
        if (providers.Sketch.RouteOf(model) is { } painted)
        {
            yield return (providers.Sketch, painted);
        }

        if (providers.Engine.RouteOf(model) is { } own)
        {
            yield return (providers.Engine, own);
        }

        foreach (var provider in providers.Remote)
        {
            if (provider.RouteOf(model) is { } card && !(card.EndsOn <= today))
            {
                yield return (provider, card);
            }
        }
    }

    private static IEnumerable<(IProvider Provider, RouteCard Card)> Preferred(RoutePreference wish, IEnumerable<(IProvider Provider, RouteCard Card)> open)
    {
        var allowed = open.Where(route => wish.Only is null || wish.Only.Contains(route.Provider.Name));
        return wish.Order.Count == 0 ? allowed : allowed.OrderBy(route => Place(wish.Order, route.Provider.Name));
    }

    private static int Place(IReadOnlyList<string> order, string name)
    {
        for (var i = 0; i < order.Count; i++)
        {
            if (order[i] == name)
            {
                return i;
            }
        }

        return order.Count;
    }

    private static PlannedRoute Sandbox(ImageCall call, ProviderList providers) =>
        new(providers.Sketch, call, call.Model.Id, call.Model.ListPrices, Simulated: true, [.. call.Adjustments, .. SketchOrder.Ignored(call)]);

    private static PlannedRoute Route(ImageCall call, IProvider provider, RouteCard card)
    {
        if (provider is SketchProvider)
        {
            return new(provider, call, card.ProviderModel, card.Prices, Simulated: false, [.. call.Adjustments, .. SketchOrder.Ignored(call)]);
        }

        if (provider is EngineProvider)
        {
            return new(provider, call, card.ProviderModel, card.Prices, Simulated: false, [.. call.Adjustments, .. EngineOrder.Adjustments(call)]);
        }

        var adjustments = new List<Adjustment>(call.Adjustments);
        var adapted = call;
        if (call.Seed is not null && !call.Model.Capabilities.Seed)
        {
            adapted = adapted with { Seed = null };
            adjustments.Add(new("seed", AdjustmentKind.Dropped, "this model has no seed"));
        }

        if (call.Operation == Operation.Vary)
        {
            adapted = adapted with { Prompt = call.Prompt.Length > 0 ? call.Prompt : NeutralPrompt };
            adjustments.Add(new("variation", AdjustmentKind.Mapped, "an edit with a neutral prompt"));
        }

        return new(provider, adapted, card.ProviderModel, card.Prices, Simulated: false, adjustments);
    }
}
