using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tessera.Gateway.Http;
using Tessera.Ledger.Budgets;

namespace Tessera.Gateway.Administration;

/// <summary><c>/v1/admin/gateway</c>: what all keys together may spend.</summary>
internal sealed class WholeGatewayEndpoints(AdminDoor door, Allowances allowances, AllowanceBook book)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/admin/gateway", http => door.EnterAsync(http, AnswerAsync));
        app.MapPut("/v1/admin/gateway", http => door.EnterAsync(http, SetAsync));
    }

    private async Task SetAsync(HttpContext http)
    {
        if ((await AdminBody.ReadAsync(http, AllowanceReader.Read)).Failed(out var refused, out var allowance))
        {
            await ErrorBody.WriteAsync(http.Response, refused, http.RequestAborted);
            return;
        }

        allowances.Set(Scope.Gateway, allowance);
        await AnswerAsync(http);
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var standings = await book.StandingsAsync(Scope.Gateway, http.RequestAborted);
        await AdminReply.WriteAsync(http, json =>
        {
            json.WriteStartObject();
            json.WriteString("object", "gateway");
            AllowanceDocument.Write(json, standings);
            json.WriteEndObject();
        });
    }
}
