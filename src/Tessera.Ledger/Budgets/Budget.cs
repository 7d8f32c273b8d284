using Tessera.Ledger.Money;

namespace Tessera.Ledger.Budgets;

/// <summary>How much money an owner may spend in a period. An owner has at most one budget of each period.</summary>
/// <param name="Limit">Over zero and at most <see cref="LimitMax"/>.</param>
/// <param name="Period">Any but <see cref="Period.Minute"/>.</param>
public sealed record Budget(Usd Limit, Period Period)
{
    public const string DefaultZone = "UTC";

    /// <summary>Soft thresholds of one budget.</summary>
    public const int SoftPercentsMax = 10;

    /// <summary>A thousand million dollars: beyond what anybody means, and sums stay far from the end of 64 bits.</summary>
    public static Usd LimitMax { get; } = new(1_000_000_000_000_000_000);

    public static IReadOnlyList<Period> Periods { get; } = [Period.Day, Period.Week, Period.Month, Period.Total];

    /// <summary>IANA name of the time zone in which days, weeks and months begin.</summary>
    public string Zone { get; init; } = DefaultZone;

    /// <summary>Shares of the limit, 1 to 99 and rising, at which somebody is told.</summary>
    public IReadOnlyList<int> SoftPercent { get; init; } = [];

    public static bool IsLimit(Usd amount) => amount > Usd.Zero && amount <= LimitMax;

    public static bool AreSoftPercents(IReadOnlyList<int> percents) =>
        percents.Count <= SoftPercentsMax
        && percents.All(percent => percent is >= 1 and <= 99)
        && percents.Zip(percents.Skip(1)).All(pair => pair.First < pair.Second);
}
