namespace Tessera.Ledger.Webhooks;

/// <summary>Which deliveries to list, newest first. What is null does not filter.</summary>
public sealed record DeliveryQuery
{
    public const int LimitMax = 200;

    public DeliveryState? State { get; init; }

    public string? KeyId { get; init; }

    /// <summary>Only what is older than this delivery: the last of the page before.</summary>
    public string? BeforeId { get; init; }

    /// <summary>1 to <see cref="LimitMax"/>; more is cut to that.</summary>
    public int Limit { get; init; } = 50;
}
