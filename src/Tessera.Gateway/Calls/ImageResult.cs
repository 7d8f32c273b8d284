using Tessera.Gateway.Formats;
using Tessera.Gateway.Images;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Calls;

/// <summary>One finished picture, already in the store.</summary>
internal sealed record FinishedPicture(StoredImage Stored, string? RevisedPrompt);

/// <summary>A coarser picture on the way to the finished one. The bytes are valid only during the call that hands it over.</summary>
/// <param name="Index">0-based.</param>
internal sealed record PartialPicture(int Index, ImageFormat Format, ReadOnlyMemory<byte> Bytes);

/// <summary>The same once it is in the store, where a client who comes later finds it too.</summary>
/// <param name="Index">0-based.</param>
internal sealed record KeptPartial(int Index, StoredImage Stored);

/// <summary>What a call brought, in the common form: every picture is stored before this exists.</summary>
internal sealed record ImageResult
{
    public required DateTimeOffset Created { get; init; }

    public required IReadOnlyList<FinishedPicture> Pictures { get; init; }

    /// <summary><c>opaque</c> or <c>transparent</c>; null where the provider does not say.</summary>
    public string? Background { get; init; }

    public string? OutputFormat { get; init; }

    public string? Quality { get; init; }

    /// <summary><c>1024x1024</c>.</summary>
    public string? Size { get; init; }

    public Usage Usage { get; init; }

    /// <summary>What the provider itself says that it costs; null where it does not say.</summary>
    public Usd? ProviderCost { get; init; }

    /// <summary>Whether the provider reported tokens; models paid by the picture do not.</summary>
    public bool HasTokens { get; init; }

    /// <summary>Words of the prompt that the painter did not know, and whatever else changed while drawing.</summary>
    public IReadOnlyList<Adjustment> Adjustments { get; init; } = [];

    /// <summary>A sentence on the picture, where the maker offers one.</summary>
    public string? Description { get; init; }
}
