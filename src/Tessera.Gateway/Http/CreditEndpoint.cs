using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Pipeline;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Entries;
using Tessera.Ledger.Holds;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Http;

/// <summary>
/// <c>/v1/credits</c>, which the AI SDK asks at the origin: what the key can still spend, and what it has. What is left is that of
/// the tightest budget that applies, calls that run taken off. A key without a budget can spend without end; since the field is a
/// plain number, it says <see cref="WithoutBudget"/>.
/// </summary>
internal sealed class CreditEndpoint(Doorkeeper doorkeeper, EntryBook entries, Allowances allowances, Holds holds)
{
    /// <summary>A balance that no client takes for an empty one.</summary>
    private const string WithoutBudget = "1000000000";

    public void Map(IEndpointRouteBuilder app) => app.MapGet("/v1/credits", CreditAsync);

    private async Task CreditAsync(HttpContext http)
    {
        if (doorkeeper.Identify(http.Request).Failed(out var stranger, out var key))
        {
            await ErrorBody.WriteAsync(http.Response, stranger, http.RequestAborted);
            return;
        }

        var spent = await entries.SpentAsync(key.Id, http.RequestAborted);
        var left = await LeftAsync(key, http.RequestAborted);
        http.Response.ContentType = ResponseHead.Json;
        await http.Response.Body.WriteAsync(
            OpenAiDocument.Render(json =>
            {
                json.WriteStartObject();
                json.WriteString("balance", left?.ToString() ?? WithoutBudget);
                json.WriteString("total_used", spent.ToString());
                json.WriteEndObject();
            }),
            http.RequestAborted);
    }

    /// <summary>From the database, since a correction changes what is left without any call.</summary>
    private async Task<Usd?> LeftAsync(ApiKey key, CancellationToken cancellation)
    {
        Usd? least = null;
        foreach (var scope in allowances.Of(key).Where(account => account.Measure == Measure.Money).Select(account => account.Scope).Distinct())
        {
            foreach (var standing in await holds.StandingsAsync(scope, cancellation))
            {
                if (standing.Account.Measure == Measure.Money && (least is null || standing.Left < least.Value.Nanos))
                {
                    least = new Usd(standing.Left);
                }
            }
        }

        return least;
    }
}
