using Tessera.Gateway.Routing;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Pricing;

/// <summary>The most that a call can come to on one route: what has to be set aside before its provider is asked.</summary>
/// <param name="Money">Null where the route cannot be priced.</param>
/// <param name="Images">Finished pictures.</param>
/// <param name="Tokens">Input and output together, as far as the model's formulas are known.</param>
/// <param name="Pixels">Of the finished pictures.</param>
internal sealed record WorstCase(Usd? Money, long Images, long Tokens, long Pixels)
{
    public static WorstCase Of(PlannedRoute route) => Of(CallPrice.Of(route));

    public static WorstCase Of(RoutePrice price)
    {
        var most = price.Quantities.Most;
        return new WorstCase(price.Max, most.Images, most.TotalTokens, most.Pixels);
    }

    /// <param name="cap">What is set aside where the call cannot be priced: the policy's stated cap.</param>
    public Amounts ToAmounts(Usd cap) => new((Money ?? cap).Nanos, Requests: 1, Images, Tokens, Pixels, Calls: 1);
}
