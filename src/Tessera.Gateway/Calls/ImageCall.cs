using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Calls;

/// <summary>How the pictures go back: in the answer, or as signed addresses of our own store.</summary>
internal enum Delivery
{
    Base64,
    Url,
}

/// <summary>
/// A call that its model accepts. A null parameter was not given and stays out of what a provider is sent, so that the
/// provider's own default holds.
/// </summary>
internal sealed record ImageCall
{
    public required Operation Operation { get; init; }

    public required ModelCard Model { get; init; }

    /// <summary>The model as the client wrote it.</summary>
    public required string AskedModel { get; init; }

    public required string Prompt { get; init; }

    public int? N { get; init; }

    /// <summary><c>1024x1024</c> or <c>auto</c>.</summary>
    public string? Size { get; init; }

    public string? Quality { get; init; }

    public string? Background { get; init; }

    public string? OutputFormat { get; init; }

    /// <summary>0 to 100.</summary>
    public int? OutputCompression { get; init; }

    public string? Moderation { get; init; }

    public bool Stream { get; init; }

    public int? PartialImages { get; init; }

    public string? InputFidelity { get; init; }

    public string? Style { get; init; }

    public string? Complexity { get; init; }

    public long? Seed { get; init; }

    public string? User { get; init; }

    public string? SafetyIdentifier { get; init; }

    /// <summary>Parameters that are passed on as they came: the raw JSON of each.</summary>
    public IReadOnlyList<KeyValuePair<string, Field>> Passed { get; init; } = [];

    public Delivery Delivery { get; init; }

    public IReadOnlyList<InputPicture> Images { get; init; } = [];

    public InputPicture? Mask { get; init; }

    public IReadOnlyList<Adjustment> Adjustments { get; init; } = [];

    public RoutePreference Preference { get; init; } = RoutePreference.None;

    public Attribution Attribution { get; init; } = Attribution.None;

    /// <summary>Only to be priced: nothing is drawn and nothing is paid.</summary>
    public bool DryRun { get; init; }

    /// <summary>The quote to be held to, as the client named it in the body; null: none.</summary>
    public string? QuoteId { get; init; }

    public int Pictures => N ?? 1;
}
