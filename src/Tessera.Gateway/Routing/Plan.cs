using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Providers;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Routing;

/// <summary>One way to serve a call: who, under which name, at which prices, and with what changed.</summary>
/// <param name="Call">The call as this route gets it: what its provider cannot take is already mapped or left out.</param>
/// <param name="ProviderModel">The provider's own name of the model.</param>
/// <param name="Simulated">The prices are those of the real model, and nobody pays them: a test key.</param>
internal sealed record PlannedRoute(
    IProvider Provider,
    ImageCall Call,
    string ProviderModel,
    PriceList Prices,
    bool Simulated,
    IReadOnlyList<Adjustment> Adjustments);

/// <summary>The routes of a call in the order in which they are tried. Decided once; fallback walks the list and never thinks again.</summary>
internal sealed record Plan(IReadOnlyList<PlannedRoute> Routes);
