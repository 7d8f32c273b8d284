using Tessera.Ledger.Money;

namespace Tessera.Gateway.Catalogue;

/// <summary>What a call would use, before it runs. Every figure covers all <see cref="ImageOrder.N"/> pictures.</summary>
/// <param name="Usage">The expected usage.</param>
/// <param name="Least">No figure of the true usage is known to be lower.</param>
/// <param name="Most">No figure of the true usage is known to be higher, where <see cref="Exactness"/> is not <see cref="Catalogue.Exactness.Unknown"/>.</param>
internal readonly record struct TokenEstimate(Usage Usage, Usage Least, Usage Most)
{
    /// <summary>Of the finished pictures' tokens: for most calls nearly the whole price.</summary>
    public required Exactness Output { get; init; }

    /// <summary>Of the input pictures' tokens.</summary>
    public required Exactness Input { get; init; }

    /// <summary>Of the prompt's tokens.</summary>
    public required Exactness Text { get; init; }

    /// <summary>The worst of the three.</summary>
    public Exactness Exactness => (Exactness)Math.Max((int)Output, Math.Max((int)Input, (int)Text));
}

/// <summary>A call for pictures, as far as its tokens depend on it; <c>auto</c> is already resolved.</summary>
internal sealed record ImageOrder(ImageSize Size, string Quality)
{
    public int N { get; init; } = 1;

    /// <summary>Partial pictures streamed before each finished one.</summary>
    public int Partials { get; init; }

    /// <summary>Input pictures of an edit; the mask is not one of them.</summary>
    public IReadOnlyList<ImageSize> Inputs { get; init; } = [];

    /// <summary>Input pictures beside those whose size is not known: given by an address that was not fetched.</summary>
    public int UnknownInputs { get; init; }

    public bool HighFidelity { get; init; }

    public string Prompt { get; init; } = "";
}
