using Tessera.Ledger.Money;

namespace Tessera.Ledger.Entries;

/// <summary>
/// What is to be set right about the cost of one call. Either <paramref name="Add"/> is given, or <paramref name="Cost"/>.
/// </summary>
/// <param name="Id">Chosen by whoever asks, so that asking twice books once.</param>
/// <param name="Add">Added to what the books have; below zero it is taken off.</param>
/// <param name="Cost">The true cost of what is at risk or unpriced of the call, beside what is certain; zero where it was not charged.</param>
public sealed record Correction(string Id, string Generation, string Reason, Usd? Add, Usd? Cost)
{
    public const int IdLengthMax = 64;

    public const int ReasonLengthMax = 500;

    /// <summary>Plus or minus. A call costs cents: more than this is a slip of the hand.</summary>
    public static Usd AmountMax { get; } = new(100_000L * 1_000_000_000);
}

/// <summary>Why nothing was booked.</summary>
public enum CorrectionFault
{
    /// <summary>There is neither an entry nor a record of this generation.</summary>
    NoGeneration,

    /// <summary>The call would come to less than nothing.</summary>
    BelowZero,

    /// <summary>What is at risk or unpriced is settled with its true cost, not added to.</summary>
    Open,

    /// <summary>Nothing is at risk or unpriced.</summary>
    Settled,

    /// <summary>The same id was used for something else.</summary>
    AnotherWithThisId,
}

/// <summary>Exactly one of the two is there, save for <see cref="CorrectionFault.AnotherWithThisId"/>, which shows the other.</summary>
/// <param name="Entry">What is in the books now.</param>
/// <param name="Total">The cost of the call with it; null while it is unknown.</param>
/// <param name="IsRepeat">It was there already.</param>
public sealed record CorrectionResult(Entry? Entry, CorrectionFault? Fault, Usd? Total, bool IsRepeat);
