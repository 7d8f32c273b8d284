namespace Tessera.Ledger.Entries;

/// <summary>Which entries to list, in the order in which they were booked.</summary>
/// <param name="From">Booked then or later.</param>
/// <param name="To">Booked before.</param>
public sealed record EntryQuery(DateTimeOffset From, DateTimeOffset To, EntryFilter Filter)
{
    public const int LimitMax = 1_000;

    /// <summary>The last entry of the page before; null: from the beginning.</summary>
    public EntryCursor? After { get; init; }

    /// <summary>1 to <see cref="LimitMax"/>; more is cut to that.</summary>
    public int Limit { get; init; } = LimitMax;
}

/// <summary>Where a page ended: behind this entry.</summary>
public readonly record struct EntryCursor(DateTimeOffset BookedAt, string Generation, int Place)
{
    public static EntryCursor Of(Entry entry) => new(entry.BookedAt, entry.Generation, entry.Place);
}
