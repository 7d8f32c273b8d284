using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tessera.Gateway.Catalogue;

/// <summary>Reads the single values of the catalogue's files; what is wrong is reported and replaced, so that reading goes on.</summary>
internal static class WrittenValues
{
    private static readonly string[] DateForms = ["yyyy-MM-dd", "yyyy-MM", "yyyy"];

    /// <summary>One entry of a file, or a report and null if its JSON does not have the shape.</summary>
    public static T? Entry<T>(Place place, JsonElement written, JsonTypeInfo<T> shape)
        where T : class
    {
        try
        {
            var entry = written.Deserialize(shape);
            if (entry is null)
            {
                place.Wrong("is null");
            }

            return entry;
        }
        catch (JsonException wrong)
        {
            place.At(wrong.Path ?? "").Wrong(wrong.Message);
            return null;
        }
    }

    /// <summary>A day, or the first day of a month or year of which no more is known.</summary>
    public static DateOnly? Day(Place place, string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        place.Wrong($"'{text}' is not a date (2026-11-20, 2026-11 or 2026)");
        return null;
    }

    public static ImageSize Size(Place place, string? text)
    {
        if (!ImageSize.TryParse(text, out var size))
        {
            place.Wrong($"'{text}' is not a size (1024x1024)");
        }

        return size;
    }

    /// <summary>A number that must be at least <paramref name="min"/>.</summary>
    public static long AtLeast(Place place, long value, long min)
    {
        if (value < min)
        {
            place.Wrong($"{value} is less than {min}");
        }

        return value;
    }
}
