using System.Globalization;
using Tessera.Ledger.Budgets;

namespace Tessera.Ledger.Tests.Budgets;

public sealed class WindowsTests
{
    /// <summary>Zones that have done something strange: clocks set back over midnight (St John's 1987 to 2011), midnights that do not exist (São Paulo, Beirut), a date left out (Apia 2011), half and quarter hours.</summary>
    private static readonly string[] Strange =
    [
        "UTC", "Europe/Berlin", "America/New_York", "America/St_Johns", "America/Sao_Paulo", "America/Havana", "Asia/Beirut", "Asia/Kathmandu",
        "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Africa/Casablanca", "Antarctica/Troll",
    ];

    [Theory]
    [InlineData("2026-11-20T12:34:56.789Z", "2026-11-20T12:34:00Z", "2026-11-20T12:35:00Z")]
    [InlineData("2026-12-31T23:59:59.9999999Z", "2026-12-31T23:59:00Z", "2027-01-01T00:00:00Z")]
    [InlineData("1969-12-31T23:59:30Z", "1969-12-31T23:59:00Z", "1970-01-01T00:00:00Z")]
    public void Of_Minute_IsACalendarMinute(string now, string start, string end) => AssertWindow(Period.Minute, "Asia/Kathmandu", now, start, end);

    [Theory]
    [InlineData("UTC", "2026-11-20T00:00:00Z", "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29T12:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")] // 23 hours
    [InlineData("Europe/Berlin", "2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")] // 25 hours
    [InlineData("America/New_York", "2026-11-20T04:59:59Z", "2026-11-19T05:00:00Z", "2026-11-20T05:00:00Z")]
    [InlineData("Asia/Kathmandu", "2026-11-20T18:15:00Z", "2026-11-20T18:15:00Z", "2026-11-21T18:15:00Z")]
    [InlineData("America/Sao_Paulo", "2018-11-04T12:00:00Z", "2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z")] // begins at one o'clock
    [InlineData("America/Havana", "2025-11-02T04:30:00Z", "2025-11-02T04:00:00Z", "2025-11-03T05:00:00Z")] // two midnights: the first
    [InlineData("America/St_Johns", "2009-11-01T03:00:00Z", "2009-11-01T02:30:00Z", "2009-11-02T03:30:00Z")] // yesterday's date once more
    [InlineData("Pacific/Apia", "2011-12-30T09:59:59Z", "2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z")] // the 30th was left out
    [InlineData("Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z")]
    [InlineData("UTC", "1969-07-20T20:17:40Z", "1969-07-20T00:00:00Z", "1969-07-21T00:00:00Z")]
    [InlineData("No/Where", "2026-11-20T12:00:00Z", "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z")]
    public void Of_Day_IsThatOfTheZone(string zone, string now, string start, string end) => AssertWindow(Period.Day, zone, now, start, end);

    [Theory]
    [InlineData("2026-11-22T23:59:59Z", "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z")] // a Sunday
    [InlineData("2026-11-23T00:00:00Z", "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z")]
    [InlineData("2027-01-01T12:00:00Z", "2026-12-28T00:00:00Z", "2027-01-04T00:00:00Z")]
    public void Of_Week_BeginsOnMonday(string now, string start, string end) => AssertWindow(Period.Week, "UTC", now, start, end);

    [Theory]
    [InlineData("UTC", "2028-02-29T12:00:00Z", "2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z")]
    [InlineData("UTC", "2026-02-28T23:59:59Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z")]
    [InlineData("UTC", "2026-12-31T23:59:59Z", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-31T23:30:00Z", "2026-10-31T23:00:00Z", "2026-11-30T23:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-31T21:59:59Z", "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z")]
    public void Of_Month_HasItsOwnLength(string zone, string now, string start, string end) => AssertWindow(Period.Month, zone, now, start, end);

    [Fact]
    public void Of_Total_NeverEnds() => Assert.Equal((DateTimeOffset.MinValue, null), Windows.Of(Period.Total, "Europe/Berlin", At("2026-11-20T12:00:00Z")));

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public void Of_ClockOutOfItsMind_IsSomeWindow(string now)
    {
        foreach (var period in Enum.GetValues<Period>())
        {
            var (start, end) = Windows.Of(period, "Europe/Berlin", At(now));
            Assert.True(end is null || end > start);
        }
    }

    /// <summary>Walks from window to window over 120 years, and looks at chance moments of each.</summary>
    [Theory]
    [InlineData(Period.Day)]
    [InlineData(Period.Week)]
    [InlineData(Period.Month)]
    public void Of_EveryMoment_IsInOneWindowAndWindowsFollowEachOther(Period period)
    {
        var chance = new Random(20261120);
        foreach (var zone in Strange)
        {
            var at = At("1915-06-15T12:00:00Z");
            for (var window = Windows.Of(period, zone, at); at.Year < 2035; window = Windows.Of(period, zone, at))
            {
                var (start, end) = (window.StartsAt, window.EndsAt!.Value);
                var length = end - start;
                Assert.True(start <= at && at < end, $"{zone}: {at:O} is not in {start:O} to {end:O}");
                Assert.InRange(length.TotalHours, period == Period.Day ? 22 : 24 * 6 - 2, period == Period.Day ? 26 : period == Period.Week ? 24 * 7 + 2 : 24 * 31 + 2);
                foreach (var moment in new[] { start, start.AddMinutes(30), end.AddTicks(-1), start + length * chance.NextDouble() * 0.999 })
                {
                    Assert.True(Windows.Of(period, zone, moment) == window, $"{zone}: {moment:O} is not in {start:O} to {end:O}");
                }

                at = end;
                if (period == Period.Day)
                {
                    // Every third week is enough of days.
                    at = end.AddDays(chance.Next(14));
                }
            }
        }
    }

    /// <summary>Against the plain definition, moment by moment: the first at which clocks show the day.</summary>
    [Fact]
    public void Of_Day_BeginsWhenClocksFirstShowIt()
    {
        foreach (var zone in Strange)
        {
            var clocks = TimeZoneInfo.FindSystemTimeZoneById(zone);
            foreach (var year in new[] { 2009, 2011, 2018, 2025, 2026 })
            {
                var shown = Date(clocks, At($"{year}-01-02T00:00:00Z"));
                for (var at = At($"{year}-01-02T00:00:00Z"); at.Year == year; at = at.AddMinutes(15))
                {
                    if (Date(clocks, at) is var date && date > shown)
                    {
                        var (start, _) = Windows.Of(Period.Day, zone, at);
                        Assert.True(start <= at && at - start < TimeSpan.FromMinutes(15), $"{zone}: clocks show {date:O} at {at:O}, the window begins at {start:O}");
                        shown = date;
                    }
                }
            }
        }
    }

    private static DateOnly Date(TimeZoneInfo clocks, DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, clocks).DateTime);

    private static void AssertWindow(Period period, string zone, string now, string start, string end) =>
        Assert.Equal((At(start), (DateTimeOffset?)At(end)), Windows.Of(period, zone, At(now)));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
