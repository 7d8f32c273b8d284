using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Http;
using Tessera.Gateway.Webhooks;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Holds;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Webhooks;

namespace Tessera.Gateway.Administration;

/// <summary><c>/v1/admin/keys</c>: create, list, look at, change, revoke. A secret is shown once, when it is made.</summary>
internal sealed class KeyEndpoints(AdminDoor door, Keyring keys, Allowances allowances, Holds holds, LiveCatalogue catalogue, WebhookAddress webhooks, SigningSecrets signing)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/admin/keys", http => door.EnterAsync(http, CreateAsync));
        app.MapGet("/v1/admin/keys", http => door.EnterAsync(http, ListAsync));
        app.MapGet("/v1/admin/keys/{id}", http => door.EnterAsync(http, OneAsync));
        app.MapPatch("/v1/admin/keys/{id}", http => door.EnterAsync(http, ChangeAsync));
        app.MapDelete("/v1/admin/keys/{id}", http => door.EnterAsync(http, RevokeAsync));
    }

    private async Task CreateAsync(HttpContext http)
    {
        if ((await AdminBody.ReadAsync(http, from => KeyOrder.Read(from, catalogue.Current))).Failed(out var refused, out var order))
        {
            await ErrorBody.WriteAsync(http.Response, refused, http.RequestAborted);
            return;
        }

        if (await IsUnfitAsync(http, order.Webhook))
        {
            return;
        }

        var (key, secret) = keys.Create(order.Name, order.Kind, order.Team, order.Models, order.Webhook, order.Allowance);
        await AnswerAsync(http, key, secret, order.Webhook is null ? null : signing.EnsureFor(key.Id));
    }

    private async Task ListAsync(HttpContext http)
    {
        var listed = keys.List();
        var standings = (await holds.StandingsAsync(listed.Select(key => Scope.Key(key.Id)), http.RequestAborted)).ToLookup(standing => standing.Account.Scope);
        await AdminReply.WriteAsync(http, json =>
        {
            json.WriteStartObject();
            json.WriteString("object", "list");
            json.WriteStartArray("data");
            foreach (var key in listed)
            {
                KeyDocument.Write(json, key, standings[Scope.Key(key.Id)]);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private Task OneAsync(HttpContext http) => AnswerAsync(http, keys.Find(Id(http)));

    private async Task ChangeAsync(HttpContext http)
    {
        var id = Id(http);
        if (keys.Find(id) is null)
        {
            await AnswerAsync(http, null);
            return;
        }

        if ((await AdminBody.ReadAsync(http, from => KeyPatch.Read(from, catalogue.Current))).Failed(out var refused, out var patch))
        {
            await ErrorBody.WriteAsync(http.Response, refused, http.RequestAborted);
            return;
        }

        if (patch.Allowance(allowances.Get(Scope.Key(id))).Limits.WaitsForNothing)
        {
            await ErrorBody.WriteAsync(http.Response, new AdminFaults([AllowanceReader.WaitWithoutLimit]).ToError(), http.RequestAborted);
            return;
        }

        if (await IsUnfitAsync(http, patch.Webhook))
        {
            return;
        }

        // Two writes: a call that comes between them counts against the new budgets and the old team.
        allowances.Change(Scope.Key(id), patch.Allowance);
        await AnswerAsync(http, keys.Change(id, patch.Key), webhookSecret: patch.Webhook is null ? null : signing.EnsureFor(id));
    }

    private Task RevokeAsync(HttpContext http) => AnswerAsync(http, keys.Revoke(Id(http)));

    /// <summary>Whether a webhook may not lead there; the caller is then told so.</summary>
    private async ValueTask<bool> IsUnfitAsync(HttpContext http, string? webhook)
    {
        if (webhook is null || await webhooks.CheckAsync(webhook, "webhook", http.RequestAborted) is not { } unfit)
        {
            return false;
        }

        await ErrorBody.WriteAsync(http.Response, unfit, http.RequestAborted);
        return true;
    }

    private static string Id(HttpContext http) => (string)http.Request.RouteValues["id"]!;

    private async Task AnswerAsync(HttpContext http, ApiKey? key, string? secret = null, string? webhookSecret = null)
    {
        if (key is null)
        {
            await AdminReply.NotFoundAsync(http, "key_not_found", "id", "There is no key with this id. GET /v1/admin/keys lists them.");
            return;
        }

        var standings = await holds.StandingsAsync(Scope.Key(key.Id), http.RequestAborted);
        await AdminReply.WriteAsync(http, json => KeyDocument.Write(json, key, standings, secret, webhookSecret));
    }
}
