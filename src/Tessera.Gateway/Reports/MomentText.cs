using System.Globalization;
using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Reports;

/// <summary>Moments as callers write them and as answers have them.</summary>
internal static class MomentText
{
    private static readonly string[] Forms =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private static readonly DateOnly Earliest = new(2000, 1, 1);
    private static readonly DateOnly Latest = new(2999, 12, 31);

    public static string Of(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary><c>2026-11-21</c> of this millennium.</summary>
    public static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= Earliest && day <= Latest ? day : null;

    /// <summary>
    /// From one moment up to, not including, another. Each is a day (UTC; the second one is meant whole) or a moment of
    /// RFC 3339 with its offset.
    /// </summary>
    public static CallerError? Range(string? from, string? to, out DateTimeOffset start, out DateTimeOffset end)
    {
        (start, end) = (default, default);
        if (Read(from, isEnd: false) is not { } first)
        {
            return CallerError.Invalid("invalid_value", "from", "Give 'from' as a day (2026-11-01) or a moment with its offset (2026-11-01T00:00:00Z).");
        }

        if (Read(to, isEnd: true) is not { } last)
        {
            return CallerError.Invalid("invalid_value", "to", "Give 'to' as a day, which is meant whole (2026-11-30), or a moment with its offset (2026-12-01T00:00:00Z).");
        }

        (start, end) = (first, last);
        return first < last ? null : CallerError.Invalid("invalid_value", "to", "'to' must be later than 'from'.");
    }

    private static DateTimeOffset? Read(string? text, bool isEnd)
    {
        if (text is null)
        {
            return null;
        }

        if (Day(text) is { } day)
        {
            return new DateTimeOffset(day.AddDays(isEnd ? 1 : 0), TimeOnly.MinValue, TimeSpan.Zero);
        }

        // A moment without an offset would be read in the zone of the server.
        return (text.EndsWith('Z') || text.AsSpan(Math.Max(0, text.Length - 6)).ContainsAny('+', '-'))
            && DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            && Day(moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) is not null
                ? moment
                : null;
    }
}
