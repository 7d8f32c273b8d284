using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Http;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Keys;

namespace Tessera.Gateway.Administration;

/// <summary>
/// <c>/v1/admin/teams</c>: what all keys of a team may spend together. A team comes into being with the first key that names it,
/// or with its first budget or limit.
/// </summary>
internal sealed class TeamEndpoints(AdminDoor door, Keyring keys, Allowances allowances, AllowanceBook book)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/admin/teams", http => door.EnterAsync(http, ListAsync));
        app.MapGet("/v1/admin/teams/{team}", http => door.EnterAsync(http, OneAsync));
        app.MapPut("/v1/admin/teams/{team}", http => door.EnterAsync(http, SetAsync));
        app.MapDelete("/v1/admin/teams/{team}", http => door.EnterAsync(http, DeleteAsync));
    }

    private async Task ListAsync(HttpContext http)
    {
        var teams = KeysPerTeam();
        foreach (var scope in allowances.Scopes.Where(scope => scope.Kind == ScopeKind.Team))
        {
            teams.TryAdd(scope.Id, 0);
        }

        var listed = new List<(string Team, int Keys, IReadOnlyList<Standing> Standings)>();
        foreach (var (team, count) in teams)
        {
            listed.Add((team, count, await book.StandingsAsync(Scope.Team(team), http.RequestAborted)));
        }

        await AdminReply.WriteAsync(http, json =>
        {
            json.WriteStartObject();
            json.WriteString("object", "list");
            json.WriteStartArray("data");
            foreach (var (team, count, standings) in listed)
            {
                Write(json, team, count, standings);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private async Task OneAsync(HttpContext http)
    {
        var team = Name(http);
        if (IsThere(team))
        {
            await AnswerAsync(http, team);
        }
        else
        {
            await NotFoundAsync(http);
        }
    }

    private async Task SetAsync(HttpContext http)
    {
        var team = Name(http);
        if (!TeamName.IsName(team))
        {
            await ErrorBody.WriteAsync(http.Response, CallerError.Invalid("invalid_value", "team", $"The name of a team is {TeamName.Allowed}."), http.RequestAborted);
            return;
        }

        if ((await AdminBody.ReadAsync(http, AllowanceReader.Read)).Failed(out var refused, out var allowance))
        {
            await ErrorBody.WriteAsync(http.Response, refused, http.RequestAborted);
            return;
        }

        allowances.Set(Scope.Team(team), allowance);
        await AnswerAsync(http, team);
    }

    private async Task DeleteAsync(HttpContext http)
    {
        var team = Name(http);
        if (!IsThere(team))
        {
            await NotFoundAsync(http);
            return;
        }

        if (KeysPerTeam().GetValueOrDefault(team) is > 0 and var count)
        {
            await ErrorBody.WriteAsync(
                http.Response,
                new(409, CallerError.InvalidRequest, "team_has_keys", "team", string.Create(
                    CultureInfo.InvariantCulture,
                    $"{count} keys that work are in the team '{team}', and would spend without its budgets. Move them with PATCH /v1/admin/keys/{{id}} or revoke them first; to lift the budgets alone, PUT {{}}.")),
                http.RequestAborted);
            return;
        }

        allowances.Set(Scope.Team(team), Allowance.None);
        await AnswerAsync(http, team);
    }

    private async Task AnswerAsync(HttpContext http, string team)
    {
        var standings = await book.StandingsAsync(Scope.Team(team), http.RequestAborted);
        await AdminReply.WriteAsync(http, json => Write(json, team, KeysPerTeam().GetValueOrDefault(team), standings));
    }

    private static void Write(Utf8JsonWriter json, string team, int keys, IReadOnlyList<Standing> standings)
    {
        json.WriteStartObject();
        json.WriteString("object", "team");
        json.WriteString("team", team);
        json.WriteNumber("keys", keys);
        AllowanceDocument.Write(json, standings);
        json.WriteEndObject();
    }

    /// <summary>Keys that work, by team; in the order of the names.</summary>
    private SortedDictionary<string, int> KeysPerTeam()
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var key in keys.List())
        {
            if (key is { Team: { } team, RevokedAt: null })
            {
                counts[team] = counts.GetValueOrDefault(team) + 1;
            }
        }

        return counts;
    }

    private bool IsThere(string team) => allowances.Of(Scope.Team(team)).Count > 0 || keys.List().Any(key => key.RevokedAt is null && key.Team == team);

    private static string Name(HttpContext http) => (string)http.Request.RouteValues["team"]!;

    private static Task NotFoundAsync(HttpContext http) =>
        AdminReply.NotFoundAsync(http, "team_not_found", "team", "There is no team with this name. GET /v1/admin/teams lists them; PUT makes one.");
}
