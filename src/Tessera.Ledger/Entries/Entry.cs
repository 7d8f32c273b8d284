using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;

namespace Tessera.Ledger.Entries;

/// <summary>Why there is an entry.</summary>
public enum EntryKind
{
    /// <summary>A call that came to its exact cost.</summary>
    Charge,

    /// <summary>A call that failed, for which a provider may charge all the same.</summary>
    AtRisk,

    /// <summary>A call that was made and whose cost nobody knows.</summary>
    Unpriced,

    /// <summary>Somebody set a call's cost right.</summary>
    Correction,

    /// <summary>A price was set right, and the call's cost with it.</summary>
    Reprice,
}

/// <summary>
/// One line of the books. It is never changed: what is wrong is set right by another of the same generation. The cost of a call
/// is the sum over its entries.
/// </summary>
public sealed record Entry
{
    public required string Generation { get; init; }

    /// <summary>0: how the call ended; then what was set right, in order.</summary>
    public required int Place { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>When the line was written. What was booked in a time that is over does not change any more.</summary>
    public required DateTimeOffset BookedAt { get; init; }

    /// <summary>When the call began: the day under which reports and budgets have it.</summary>
    public required DateTimeOffset UsedAt { get; init; }

    public required string KeyId { get; init; }

    /// <summary>What a test key costs is simulated: nobody pays it.</summary>
    public required KeyKind KeyKind { get; init; }

    public string? Team { get; init; }

    public string? User { get; init; }

    /// <summary>In the order of their letters, each once.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public required string Model { get; init; }

    public string? Provider { get; init; }

    public string? ProviderModel { get; init; }

    public required string Operation { get; init; }

    /// <summary>Nothing in a correction: it changes what was paid, not what was used.</summary>
    public Usage Usage { get; init; }

    /// <summary>What is added to the spending, what is at risk included, or taken off it; null where nobody knows, which is not 0.</summary>
    public Usd? Amount { get; init; }

    /// <summary>What of it is not certain; taken off again by the line that settles it.</summary>
    public Usd AtRisk { get; init; }

    /// <summary>1 for a call of which a part, or all, has no price; -1 where that is known from now on.</summary>
    public int Unpriced { get; init; }

    /// <summary>What the provider itself said that the call cost.</summary>
    public Usd? ProviderCost { get; init; }

    public string? Size { get; init; }

    /// <summary>The one that the price was looked up for.</summary>
    public string? Quality { get; init; }

    public PriceOrigin? Price { get; init; }

    /// <summary>Given by whoever asked for the line, so that asking twice writes once.</summary>
    public string? Reference { get; init; }

    public string? Reason { get; init; }

    /// <summary><c>gen_….0</c>: unique, and says where it belongs.</summary>
    public string Id => $"{Generation}.{Place}";
}
