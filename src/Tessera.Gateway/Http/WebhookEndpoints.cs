using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tessera.Gateway.Administration;
using Tessera.Gateway.Calls;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Webhooks;
using Delivery = Tessera.Ledger.Webhooks.Delivery;
using static Tessera.Gateway.Http.WebhookDocument;

namespace Tessera.Gateway.Http;

/// <summary><c>/v1/admin/webhooks</c>: look at deliveries and replay them; and the secrets that they are signed with. Admin keys only.</summary>
internal sealed class WebhookEndpoints(AdminDoor door, Deliveries deliveries, SigningSecrets secrets, Keyring keys, TimeProvider time)
{
    /// <summary>A request here has one number.</summary>
    private const int BodyBytesMax = 4 << 10;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/admin/webhooks", http => door.EnterAsync(http, ListAsync));
        app.MapGet("/v1/admin/webhooks/{id}", http => door.EnterAsync(http, OneAsync));
        app.MapPost("/v1/admin/webhooks/{id}/replay", http => door.EnterAsync(http, ReplayAsync));
        app.MapPost("/v1/admin/keys/{id}/webhook-secret", http => door.EnterAsync(http, RotateAsync));
    }

    private Task ListAsync(HttpContext http)
    {
        var query = http.Request.Query;
        DeliveryState? state = null;
        if (query.TryGetValue("status", out var word))
        {
            state = StateOf(word.ToString());
            if (state is null)
            {
                return RefuseAsync(http, CallerError.Invalid("invalid_value", "status", "'status' is pending, delivered or dead."));
            }
        }

        var limit = new DeliveryQuery().Limit;
        if (query.TryGetValue("limit", out var number)
            && (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > DeliveryQuery.LimitMax))
        {
            return RefuseAsync(http, CallerError.Invalid("invalid_value", "limit", $"'limit' is a whole number from 1 to {DeliveryQuery.LimitMax}."));
        }

        var page = new DeliveryQuery { State = state, KeyId = Text(query["key"]), BeforeId = Text(query["after"]), Limit = limit };
        var found = deliveries.List(page);
        var hasMore = found.Count == limit && deliveries.List(page with { BeforeId = found[^1].Id, Limit = 1 }).Count > 0;
        return http.Response.WriteAsJsonAsync(new WebhookList("list", [.. found.Select(delivery => Of(delivery))], hasMore), WebhookJson.Default.WebhookList, cancellationToken: http.RequestAborted);
    }

    private Task OneAsync(HttpContext http) => AnswerAsync(http, deliveries.Find(Id(http)));

    private Task ReplayAsync(HttpContext http)
    {
        var replayed = deliveries.Replay(Id(http), time.GetUtcNow());
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        return AnswerAsync(http, replayed);
    }

    private async Task RotateAsync(HttpContext http)
    {
        if (keys.Find(Id(http)) is not { Kind: not KeyKind.Admin } key)
        {
            await RefuseAsync(http, new(404, CallerError.InvalidRequest, "key_not_found", "id", "There is no live or test key with this id. GET /v1/admin/keys lists them."));
            return;
        }

        if (await OverlapAsync(http) is not { } overlap)
        {
            await RefuseAsync(http, CallerError.Invalid("invalid_value", "overlap_hours", string.Create(
                CultureInfo.InvariantCulture, $"Send nothing, or {{\"overlap_hours\": …}} with 0 to {SigningSecrets.OverlapMax.TotalHours:0}: how long the old secret signs beside the new one.")));
            return;
        }

        var hadOne = secrets.Of(key.Id).Count > 0;
        var secret = secrets.Rotate(key.Id, overlap);
        await http.Response.WriteAsJsonAsync(
            new SecretView("webhook_secret", key.Id, secret, hadOne ? time.GetUtcNow() + overlap : null), WebhookJson.Default.SecretView, cancellationToken: http.RequestAborted);
    }

    /// <summary>Null where the body says something else.</summary>
    private static async Task<TimeSpan?> OverlapAsync(HttpContext http)
    {
        if (http.Request.ContentLength is null or 0)
        {
            return SigningSecrets.Overlap;
        }

        try
        {
            var wanted = http.Request.ContentLength > BodyBytesMax ? null : await JsonSerializer.DeserializeAsync(http.Request.Body, WebhookJson.Default.NewSecret, http.RequestAborted);
            var hours = wanted?.OverlapHours ?? (wanted is null ? double.NaN : SigningSecrets.Overlap.TotalHours);
            return hours >= 0 && hours <= SigningSecrets.OverlapMax.TotalHours ? TimeSpan.FromHours(hours) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Task AnswerAsync(HttpContext http, Delivery? delivery) => delivery is null
        ? RefuseAsync(http, new(404, CallerError.InvalidRequest, "webhook_not_found", "id", "There is no delivery with this id. GET /v1/admin/webhooks lists them."))
        : http.Response.WriteAsJsonAsync(Of(delivery, deliveries.AttemptsOf(delivery.Id)), WebhookJson.Default.WebhookView, cancellationToken: http.RequestAborted);

    private static DeliveryState? StateOf(string word) => word switch
    {
        "pending" => DeliveryState.Pending,
        "delivered" => DeliveryState.Delivered,
        "dead" => DeliveryState.Dead,
        _ => null,
    };

    private static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static string Id(HttpContext http) => (string)http.Request.RouteValues["id"]!;

    private static Task RefuseAsync(HttpContext http, CallerError error) => ErrorBody.WriteAsync(http.Response, error, http.RequestAborted);
}
