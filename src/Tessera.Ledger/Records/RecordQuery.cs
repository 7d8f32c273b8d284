namespace Tessera.Ledger.Records;

/// <summary>Which records to list, newest first. What is null does not filter.</summary>
public sealed record RecordQuery
{
    public const int LimitMax = 200;

    public string? KeyId { get; init; }

    public string? Model { get; init; }

    /// <summary>Only what is older than this generation: the last of the page before.</summary>
    public string? BeforeId { get; init; }

    /// <summary>1 to <see cref="LimitMax"/>; more is cut to that.</summary>
    public int Limit { get; init; } = 50;

    internal bool Holds(GenerationRecord record) =>
        (KeyId is null || KeyId == record.KeyId)
        && (Model is null || Model == record.Model)
        && (BeforeId is null || string.CompareOrdinal(record.Id, BeforeId) < 0);
}
