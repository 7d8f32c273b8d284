namespace Tessera.Ledger.Entries;

/// <summary>What the rows of a report are about.</summary>
public enum ReportGroup
{
    /// <summary>One row for all.</summary>
    All,
    Day,
    Hour,
    Key,
    Model,
    Provider,

    /// <summary>A call with three tags is in three rows.</summary>
    Tag,
    User,
    Team,
    Operation,
}

/// <param name="From">Calls that began then or later.</param>
/// <param name="To">Calls that began before.</param>
/// <param name="Zone">In which days and hours begin.</param>
public sealed record ReportQuery(DateTimeOffset From, DateTimeOffset To, ReportGroup GroupBy, EntryFilter Filter, TimeZoneInfo Zone);

/// <param name="Group">The key's id, the model's name …; <c>2026-11-21</c> for a day, <c>2026-11-21T05</c> for an hour; null where calls have none.</param>
public sealed record ReportRow(string? Group, Spend Spend);

/// <param name="Rows">Days and hours in order, all others by what they cost, the dearest first.</param>
/// <param name="Total">Every entry once, which the rows by tag are not.</param>
public sealed record Report(IReadOnlyList<ReportRow> Rows, Spend Total)
{
    /// <summary>More rows are not given: a question with a shorter time or another filter is asked instead. Some 200 bytes each.</summary>
    public const int RowsMax = 100_000;

    public bool IsTooLong => Rows.Count > RowsMax;
}
