using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Routing;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Pricing;

/// <summary>From a planned route to its price. Pure; a simulated route is priced like the real one.</summary>
internal static class CallPrice
{
    private static readonly PriceUnit[] Units = Enum.GetValues<PriceUnit>();

    public static RoutePrice Of(PlannedRoute route) => Of(route.Call, route.Provider.Name, route.Prices);

    /// <param name="call">As the route gets it.</param>
    public static RoutePrice Of(ImageCall call, string provider, PriceList prices)
    {
        var card = call.Model;
        var asked = PricedOrder.Of(call);
        var quantities = asked.Quantities(call);
        if (PriceReasons.Unknown(call, provider, prices, quantities) is { } unknown)
        {
            return new RoutePrice { Min = null, Likely = null, Max = null, Reasons = [unknown], Quantities = quantities, Lines = [] };
        }

        var likely = Cost(prices, quantities.Usage, asked.Order);
        var (min, max) = (likely, likely);
        var lines = new List<PriceLine>();
        foreach (var choice in asked.Choices(call))
        {
            var estimate = TokenFormula.Estimate(card, choice, asked.Text);
            min = Lower(min, Cost(prices, estimate.Least, choice));
            max = Higher(max, Cost(prices, estimate.Most, choice));
            if (asked.QualityIsAuto && max is { } most && Cost(prices, estimate.Most, choice with { Quality = SizeRule.Auto }) > most)
            {
                // A provider that does not say which quality it made is charged by the line for any.
                max = Cost(prices, estimate.Most, choice with { Quality = SizeRule.Auto });
            }

            Take(lines, prices, estimate.Most, choice);
        }

        max = PriceReasons.HasUnknownText(card, prices) ? null : max;
        var price = new RoutePrice { Min = min, Likely = likely, Max = max, Reasons = [], Quantities = quantities, Lines = lines };
        return price with { Reasons = PriceReasons.Of(call, provider, prices, asked, price) };
    }

    private static Usd? Cost(PriceList prices, Usage usage, ImageOrder order) => prices.Cost(usage, order.Size.ToString(), order.Quality);

    /// <summary>A choice without a price says nothing about the least.</summary>
    private static Usd? Lower(Usd? least, Usd? cost) => least is null || cost < least ? cost ?? least : least;

    /// <summary>A choice without a price leaves the most unknown.</summary>
    private static Usd? Higher(Usd? most, Usd? cost) => most is null || cost is null ? null : cost > most ? cost : most;

    private static void Take(List<PriceLine> lines, PriceList prices, Usage usage, ImageOrder order)
    {
        foreach (var unit in Units)
        {
            if (usage[unit] > 0 && prices.LineFor(unit, order.Size.ToString(), order.Quality) is { } line && !lines.Contains(line))
            {
                lines.Add(line);
            }
        }
    }
}
