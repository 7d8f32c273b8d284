namespace Tessera.Ledger.Budgets;

/// <summary>
/// When a period begins and ends. Windows of one period and zone follow each other without a gap and never overlap, whatever
/// the zone does to its clocks: a day has 23, 24 or 25 hours, and one that a zone leaves out has none. Pure.
/// </summary>
public static class Windows
{
    // Far from both ends of the calendar, so that a clock that is out of its mind gets some window rather than an exception.
    private static readonly DateTimeOffset Earliest = new(1800, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Around a midnight, further than any zone is from UTC (14 hours) or has moved in one step (24).</summary>
    private static readonly TimeSpan Around = TimeSpan.FromHours(39);

    /// <summary>The window of <paramref name="period"/> that <paramref name="now"/> is in: from its start up to, not including, its end.</summary>
    /// <param name="zone">IANA name; one that this machine does not know is taken for UTC.</param>
    /// <returns>In UTC. <see cref="Period.Total"/> has no end, and begins before everything.</returns>
    public static (DateTimeOffset StartsAt, DateTimeOffset? EndsAt) Of(Period period, string zone, DateTimeOffset now)
    {
        var at = (now < Earliest ? Earliest : now > Latest ? Latest : now).ToUniversalTime();
        return period switch
        {
            Period.Total => (DateTimeOffset.MinValue, null),
            Period.Minute => Minute(at),
            _ => Dates(period, Zones.Find(zone) ?? TimeZoneInfo.Utc, at),
        };
    }

    private static (DateTimeOffset, DateTimeOffset?) Minute(DateTimeOffset at)
    {
        var start = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute));
        return (start, start.AddMinutes(1));
    }

    private static (DateTimeOffset, DateTimeOffset?) Dates(Period period, TimeZoneInfo zone, DateTimeOffset at)
    {
        var first = First(period, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime));
        var end = Midnight(Next(period, first), zone);
        // A clock set back over midnight shows yesterday's date again; the new day has begun all the same, and begins once.
        while (at >= end)
        {
            first = Next(period, first);
            end = Midnight(Next(period, first), zone);
        }

        return (Midnight(first, zone), end);
    }

    private static DateOnly First(Period period, DateOnly day) => period switch
    {
        Period.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        Period.Month => new DateOnly(day.Year, day.Month, 1),
        _ => day,
    };

    private static DateOnly Next(Period period, DateOnly first) => period switch
    {
        Period.Week => first.AddDays(7),
        Period.Month => first.AddMonths(1),
        _ => first.AddDays(1),
    };

    /// <summary>The first moment at which clocks show this day or a later one.</summary>
    private static DateTimeOffset Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var (before, after) = (zone.GetUtcOffset(local - Around), zone.GetUtcOffset(local + Around));
        // The larger offset is the earlier moment: the first of two midnights.
        var (larger, smaller) = before > after ? (before, after) : (after, before);
        foreach (var offset in new[] { larger, smaller })
        {
            if (zone.GetUtcOffset(local - offset) == offset)
            {
                return new DateTimeOffset(local - offset);
            }
        }

        return Leap(zone, local - larger, local - smaller);
    }

    /// <summary>The clock jumps over midnight somewhere between two moments; from there on it has the offset of the later one.</summary>
    private static DateTimeOffset Leap(TimeZoneInfo zone, DateTime from, DateTime to)
    {
        var offset = zone.GetUtcOffset(to);
        while (to - from > TimeSpan.FromTicks(1))
        {
            var middle = from + (to - from) / 2;
            (from, to) = zone.GetUtcOffset(middle) == offset ? (from, middle) : (middle, to);
        }

        return new DateTimeOffset(to);
    }
}
