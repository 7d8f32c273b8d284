using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Ledger.Entries;

namespace Tessera.Gateway.Reports;

/// <summary>Which entries are asked for. Pure.</summary>
/// <param name="Limit">Null: all of them, in one answer.</param>
internal sealed record EntryRequest(EntryQuery Query, int? Limit, bool IsCsv)
{
    public static Result<EntryRequest, CallerError> Read(IQueryCollection parameters)
    {
        if (MomentText.Range(Given(parameters, "from"), Given(parameters, "to"), out var from, out var to) is { } noRange)
        {
            return noRange;
        }

        EntryCursor? after = null;
        if (Given(parameters, "cursor") is { } cursor && (after = CursorText.Read(cursor)) is null)
        {
            return CallerError.Invalid("invalid_value", "cursor", "'cursor' is what the page before gave as its next_cursor.");
        }

        int? limit = null;
        if (Given(parameters, "limit") is { } text)
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > EntryQuery.LimitMax)
            {
                return CallerError.Invalid("invalid_value", "limit", $"'limit' is 1 to {EntryQuery.LimitMax}; without it, all entries come in one answer.");
            }

            limit = number;
        }

        var format = Given(parameters, "format") ?? "json";
        if (format is not ("json" or "csv"))
        {
            return CallerError.Invalid("invalid_value", "format", "'format' is json or csv.");
        }

        var filter = new EntryFilter { KeyId = Given(parameters, "key"), Team = Given(parameters, "team"), Simulated = Given(parameters, "simulated") == "true" };
        return new EntryRequest(new EntryQuery(from, to, filter) { After = after, Limit = limit ?? EntryQuery.LimitMax }, limit, format == "csv");
    }

    private static string? Given(IQueryCollection parameters, string name) => parameters[name].ToString() is { Length: > 0 } text ? text : null;
}
