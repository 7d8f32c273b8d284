namespace Tessera.Ledger.Budgets;

/// <summary>When windows begin and end. Pure.</summary>
public static class Windows
{
    /// <summary>The window that a moment is in: from its first moment to the first one after it; a total never ends.</summary>
    public static (DateTimeOffset StartsAt, DateTimeOffset? EndsAt) Of(Period period, string zone, DateTimeOffset now)
    {
        var utc = now.ToUniversalTime();
        var day = new DateTimeOffset(utc.Date, TimeSpan.Zero);
        var month = new DateTimeOffset(utc.Year, utc.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var week = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        var minute = day.AddMinutes((int)utc.TimeOfDay.TotalMinutes);
        return period switch
        {
            Period.Minute => (minute, minute.AddMinutes(1)),
            Period.Day => (day, day.AddDays(1)),
            Period.Week => (week, week.AddDays(7)),
            Period.Month => (month, month.AddMonths(1)),
            _ => (DateTimeOffset.UnixEpoch, null),
        };
    }
}
