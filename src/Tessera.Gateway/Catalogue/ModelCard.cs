using Tessera.Ledger.Money;

namespace Tessera.Gateway.Catalogue;

/// <summary>Everything the gateway knows about one model. Immutable; part of a <see cref="ModelCatalogue"/> snapshot.</summary>
internal sealed record ModelCard
{
    /// <summary><c>creator/name</c>, e.g. <c>openai/gpt-image-1</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The name to show, e.g. <c>GPT Image 1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>As ids spell it: <c>openai</c>.</summary>
    public required string Creator { get; init; }

    /// <summary>As its own pages spell it: <c>OpenAI</c>.</summary>
    public required string CreatorName { get; init; }

    /// <summary>The id without its creator: <c>gpt-image-1</c>, which is what OpenAI's own API calls it.</summary>
    public string BareId => Id[(Creator.Length + 1)..];

    /// <summary>Other full ids of the same model: dated snapshots, a creator's other name.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>Null if unknown. Where only a month or a year is known, its first day.</summary>
    public DateOnly? Released { get; init; }

    /// <summary>The day on which its creator switches it off; null if none is announced. Other routes may go on (<see cref="RouteCard.EndsOn"/>).</summary>
    public DateOnly? ShutsDown { get; init; }

    /// <summary>The id of the model that its creator, or failing that we, name as the replacement.</summary>
    public string? Successor { get; init; }

    /// <summary>What is worth knowing about the end or the successor: another one named, a date that is not certain.</summary>
    public string? SuccessorNote { get; init; }

    /// <summary><c>image</c>.</summary>
    public required string Type { get; init; }

    /// <summary><c>text</c> and <c>image</c>, as far as the model takes them.</summary>
    public required IReadOnlyList<string> InputModalities { get; init; }

    public required Capabilities Capabilities { get; init; }

    /// <summary>How its tokens are counted; null for a model that is paid by the picture and for one whose count is not known.</summary>
    public TokenRule? Tokens { get; init; }

    public required IReadOnlyList<RouteCard> Routes { get; init; }

    /// <summary>The lines a simulated cost is computed from: the creator's own, or those of the best documented route. Empty if unknown.</summary>
    public required PriceList ListPrices { get; init; }

    /// <summary>Its weights, where they are on this machine; null for a model that others serve.</summary>
    public InstalledModel? Installed { get; init; }

    public RouteCard? Route(string provider) => Routes.FirstOrDefault(route => string.Equals(route.Provider, provider, StringComparison.Ordinal));

    /// <summary>Whether its creator still serves it on that day: the day of the shutdown itself is off.</summary>
    public bool IsOffAt(DateOnly day) => ShutsDown is { } end && day >= end;
}

/// <summary>One model at one provider.</summary>
/// <param name="Provider"><c>openai</c>, <c>vercel</c>, <c>tessera</c> for the painter inside, or <c>engine</c> for a model that is installed on this machine.</param>
/// <param name="ProviderModel">What the provider calls the model.</param>
/// <param name="Prices">Empty if unknown, which is not free.</param>
/// <param name="EndsOn">The first day on which this route no longer answers; null if none is announced.</param>
internal sealed record RouteCard(string Provider, string ProviderModel, PriceList Prices, DateOnly? EndsOn);
