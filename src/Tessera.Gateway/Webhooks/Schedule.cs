using System.Globalization;
using Tessera.Ledger.Webhooks;

namespace Tessera.Gateway.Webhooks;

/// <summary>
/// When a delivery that was not taken is tried again: seven attempts over some seven and a half hours, which outlasts a
/// receiver's bad night, its deployment and its restart. Pure.
/// </summary>
internal static class Schedule
{
    /// <summary>Up to so much longer, by chance: receivers that fell over together are not all asked again together.</summary>
    public const double JitterMax = 0.2;

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(6),
    ];

    public static int TriesMax => Waits.Length + 1;

    /// <summary>How long to wait after so many attempts that came to nothing; null: no more.</summary>
    public static TimeSpan? WaitAfter(long tries, Random chance) =>
        tries >= 1 && tries <= Waits.Length ? Waits[tries - 1] * (1 + (JitterMax * chance.NextDouble())) : null;

    /// <summary>What an attempt makes of its delivery.</summary>
    public static DeliveryOutcome After(Delivery delivery, DeliveryAttempt attempt, Random chance)
    {
        if (attempt.Error is null)
        {
            return new(delivery, attempt, DeliveryState.Delivered, null);
        }

        // 410 is the receiver's word for: never again.
        return attempt.Status != 410 && WaitAfter(delivery.Tries, chance) is { } wait
            ? new(delivery, attempt, DeliveryState.Pending, attempt.At + attempt.Duration + wait)
            : new(delivery, attempt, DeliveryState.Dead, null);
    }

    /// <summary>What a status says of an attempt, as a sentence; null: it was taken.</summary>
    public static string? Fault(int status) => status switch
    {
        >= 200 and <= 299 => null,
        >= 300 and <= 399 => string.Create(CultureInfo.InvariantCulture, $"The receiver answered with status {status}, a redirect, which is not followed."),
        410 => "The receiver answered with status 410: it wants no more.",
        _ => string.Create(CultureInfo.InvariantCulture, $"The receiver answered with status {status}."),
    };
}
