using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Providers.Engine;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Installation;

/// <summary>A model as a list for people shows it, on one day.</summary>
/// <param name="Id"><c>creator/name</c>.</param>
/// <param name="Can"><c>generate</c>, <c>edit</c>, <c>vary</c>.</param>
/// <param name="Streams">Whether it can send partial pictures.</param>
/// <param name="Price">Of one picture of 1024x1024 in medium quality, or what comes nearest; null where it is not known.</param>
/// <param name="ShutsDown">The day on which its creator switches it off; null if none is announced.</param>
/// <param name="IsOff">That day has come.</param>
/// <param name="Routes">The providers that still serve it.</param>
public sealed record ModelLine(
    string Id, string Name, IReadOnlyList<string> Can, bool Streams, ModelPrice? Price, DateOnly? ShutsDown, bool IsOff, string? Successor, IReadOnlyList<string> Routes)
{
    /// <summary>Its weights are on this machine: it draws here, and costs nothing.</summary>
    public bool IsInstalled { get; init; }

    /// <summary>Every model of the catalogue, in its order, then those that are installed in a data directory.</summary>
    public static IReadOnlyList<ModelLine> All(string dataDirectory, DateOnly today) => [.. Catalogue(dataDirectory).All.Select(card => Of(card, today))];

    /// <summary>Null for a name that neither the catalogue nor the data directory has.</summary>
    public static ModelLine? Find(string name, string dataDirectory, DateOnly today) => Catalogue(dataDirectory).Find(name) is { } card ? Of(card, today) : null;

    private static ModelCatalogue Catalogue(string dataDirectory)
    {
        var builtIn = ModelCatalogue.Load();
        return builtIn.With(InstalledModels.Read(dataDirectory, builtIn).Cards);
    }

    private static ModelLine Of(ModelCard card, DateOnly today) => new(
        card.Id,
        card.Name,
        [.. Enum.GetValues<Operations>().Where(operation => operation != Operations.None && card.Capabilities.Operations.HasFlag(operation)).Select(operation => operation.ToString().ToLowerInvariant())],
        card.Capabilities.Stream,
        ModelPrice.Of(card),
        card.ShutsDown,
        card.IsOffAt(today),
        card.Successor,
        [.. card.Routes.Where(route => !(today >= route.EndsOn)).Select(route => route.Provider)])
    {
        IsInstalled = card.Installed is not null,
    };
}

/// <param name="Size">What the price is for.</param>
/// <param name="Quality">Likewise; null for a model that has one quality only.</param>
/// <param name="IsEstimate">Its creator has published no formula for its tokens.</param>
public sealed record ModelPrice(Usd Amount, string Size, string? Quality, bool IsEstimate)
{
    internal static ModelPrice? Of(ModelCard card)
    {
        var order = Retirement.Nearest(card.Capabilities, "1024x1024", "medium");
        var estimate = TokenFormula.Estimate(card, order);
        // The prompt is not known, and costs next to nothing.
        var cost = card.ListPrices.Cost(estimate.Usage with { TextIn = 0 }, order.Size.ToString(), order.Quality);
        return cost is { } amount && estimate.Output != Exactness.Unknown
            ? new ModelPrice(amount, order.Size.ToString(), card.Capabilities.Qualities.Count == 0 ? null : order.Quality, estimate.Output == Exactness.Estimate)
            : null;
    }
}
