using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Entries;
using Tessera.Ledger.Keys;

namespace Tessera.Gateway.Reports;

/// <summary>
/// What a report is asked for: the parameters of Vercel's <c>/v1/report</c>, and ours (<c>key</c>, <c>team</c>, <c>time_zone</c>,
/// <c>simulated</c>, <c>format</c>). Pure.
/// </summary>
/// <param name="GroupField">What the rows call their group: <c>day</c>, <c>api_key_name</c> …</param>
/// <param name="MatchesNothing">A filter asks for what this gateway never has, such as keys that callers bring along.</param>
internal sealed record ReportRequest(ReportQuery Query, string GroupField, bool IsCsv, bool MatchesNothing)
{
    /// <summary>Ten years: hours of a longer time are more rows than anybody reads.</summary>
    private const int DaysMax = 3_660;

    private const int TextCharsMax = 256;

    private const int TagsMax = 100;

    private static readonly Dictionary<string, ReportGroup> Groups = new(StringComparer.Ordinal)
    {
        ["day"] = ReportGroup.Day,
        ["hour"] = ReportGroup.Hour,
        ["user"] = ReportGroup.User,
        ["model"] = ReportGroup.Model,
        ["tag"] = ReportGroup.Tag,
        ["provider"] = ReportGroup.Provider,
        ["team"] = ReportGroup.Team,
        ["key"] = ReportGroup.Key,
        ["api_key_name"] = ReportGroup.Key,
        ["operation"] = ReportGroup.Operation,
        // All calls here are made with the gateway's own credentials, and none are promised to be forgotten.
        ["credential_type"] = ReportGroup.All,
        ["zero_data_retention"] = ReportGroup.All,
    };

    /// <param name="modelId">The full id of a model by any of its names.</param>
    public static Result<ReportRequest, CallerError> Read(IQueryCollection parameters, ApiKey key, Func<string, string> modelId)
    {
        if (ReadGroup(parameters).Failed(out var noGroup, out var field))
        {
            return noGroup;
        }

        if (ReadDays(parameters, out var zone, out var from, out var to) is { } noDays)
        {
            return noDays;
        }

        if (ReadFilter(parameters, key, modelId).Failed(out var noFilter, out var filter))
        {
            return noFilter;
        }

        if ((OneOf(parameters, "format", "json", "csv") ?? OneOf(parameters, "credential_type", "system", "byok") ?? OneOf(parameters, "zero_data_retention", "false", "true")) is { } bad)
        {
            return bad;
        }

        return new ReportRequest(
            new ReportQuery(from, to, Groups[field], filter, zone),
            field,
            parameters["format"] == "csv",
            parameters["credential_type"] == "byok" || parameters["zero_data_retention"] == "true");
    }

    private static Result<string, CallerError> ReadGroup(IQueryCollection parameters)
    {
        var group = Given(parameters, "group_by") ?? "day";
        if (!Groups.ContainsKey(group))
        {
            return CallerError.Invalid("invalid_value", "group_by", $"'group_by' is one of {string.Join(", ", Groups.Keys)}.");
        }

        if (OneOf(parameters, "date_part", "day", "hour") is { } bad)
        {
            return bad;
        }

        return group == "day" && parameters["date_part"] == "hour" ? "hour" : group;
    }

    private static CallerError? ReadDays(IQueryCollection parameters, out TimeZoneInfo zone, out DateTimeOffset from, out DateTimeOffset to)
    {
        (zone, from, to) = (TimeZoneInfo.Utc, default, default);
        var name = Given(parameters, "time_zone") ?? "UTC";
        if (!Zones.IsKnown(name))
        {
            return CallerError.Invalid("invalid_value", "time_zone", "'time_zone' is UTC or a name such as Europe/Berlin.");
        }

        if (MomentText.Day(parameters["start_date"].ToString()) is not { } start)
        {
            return CallerError.Invalid("invalid_value", "start_date", "Give 'start_date', the first day of the report, as 2026-11-01.");
        }

        if (MomentText.Day(parameters["end_date"].ToString()) is not { } end)
        {
            return CallerError.Invalid("invalid_value", "end_date", "Give 'end_date', the last day of the report, as 2026-11-30.");
        }

        if (end < start || end.DayNumber - start.DayNumber >= DaysMax)
        {
            return CallerError.Invalid("invalid_value", "end_date", $"'end_date' is not before 'start_date', and at most {DaysMax} days after it.");
        }

        zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        // Noon is on its day in every zone; midnight may be left out.
        from = Tessera.Ledger.Budgets.Windows.Of(Period.Day, name, Noon(start, zone)).StartsAt;
        to = Tessera.Ledger.Budgets.Windows.Of(Period.Day, name, Noon(end, zone)).EndsAt!.Value;
        return null;
    }

    private static Result<EntryFilter, CallerError> ReadFilter(IQueryCollection parameters, ApiKey key, Func<string, string> modelId)
    {
        foreach (var name in new[] { "user_id", "model", "provider", "team", "key", "tags" })
        {
            if (parameters[name].Count > 1 || parameters[name].ToString().Length > (name == "tags" ? TextCharsMax * TagsMax : TextCharsMax))
            {
                return CallerError.Invalid("invalid_value", name, $"Give '{name}' once, with at most {TextCharsMax} characters.");
            }
        }

        var tags = parameters["tags"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (tags.Length > TagsMax)
        {
            return CallerError.Invalid("invalid_value", "tags", $"'tags' are at most {TagsMax}, set apart by commas.");
        }

        if ((OneOf(parameters, "tags_match", "any", "all") ?? OneOf(parameters, "simulated", "false", "true")) is { } bad)
        {
            return bad;
        }

        var keyId = Given(parameters, "key");
        if (key.Kind != KeyKind.Admin && keyId is not null && keyId != key.Id)
        {
            return new CallerError(403, CallerError.InvalidRequest, "admin_key_required", "key", "This key sees its own spending only. Ask with an admin key (tsr_admin_…) for others.");
        }

        return new EntryFilter
        {
            KeyId = key.Kind == KeyKind.Admin ? keyId : key.Id,
            Team = Given(parameters, "team"),
            User = Given(parameters, "user_id"),
            Model = Given(parameters, "model") is { } model ? modelId(model) : null,
            Provider = Given(parameters, "provider"),
            Tags = tags,
            AllTags = parameters["tags_match"] == "all",
            Simulated = key.Kind == KeyKind.Test || (key.Kind == KeyKind.Admin && parameters["simulated"] == "true"),
        };
    }

    private static DateTimeOffset Noon(DateOnly day, TimeZoneInfo zone)
    {
        var noon = day.ToDateTime(new TimeOnly(12, 0));
        return new DateTimeOffset(noon, zone.GetUtcOffset(noon));
    }

    private static string? Given(IQueryCollection parameters, string name) => parameters[name].ToString() is { Length: > 0 } text ? text : null;

    private static CallerError? OneOf(IQueryCollection parameters, string name, params ReadOnlySpan<string> words) =>
        Given(parameters, name) is not { } given || words.Contains(given)
            ? null
            : CallerError.Invalid("invalid_value", name, $"'{name}' is one of {string.Join(", ", words!)}.");
}
