using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Http;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Webhooks;

namespace Tessera.Gateway.Webhooks;

/// <summary>Where the end of a call is to be told. Both null: nowhere.</summary>
internal sealed record WebhookOrder(string? Url, string? Origin)
{
    public static WebhookOrder None { get; } = new(null, null);
}

/// <summary>Reads of a call whether its end is to be told: the header <c>x-tessera-webhook</c>, or else what its key says.</summary>
internal sealed class WebhookOrders(WebhookAddress addresses, SigningSecrets secrets)
{
    public async ValueTask<Result<WebhookOrder, CallerError>> OfAsync(HttpRequest request, ApiKey key, CancellationToken cancellation)
    {
        if (!request.Headers.TryGetValue(TesseraHeaders.Webhook, out var given))
        {
            // The address of a key was checked when it was given, and is again before it is asked.
            return key.Webhook is { } always ? Order(always, request) : WebhookOrder.None;
        }

        var url = given.ToString();
        if (await addresses.CheckAsync(url, TesseraHeaders.Webhook, cancellation) is { } bad)
        {
            return bad;
        }

        return secrets.Of(key.Id).Count > 0
            ? Order(url, request)
            : CallerError.Invalid("webhook_secret_missing", TesseraHeaders.Webhook, $"This API key has no secret that a webhook could be signed with. An administrator makes one with POST /v1/admin/keys/{key.Id}/webhook-secret.");
    }

    private static WebhookOrder Order(string url, HttpRequest request) => new(url, PublicAddress.Of(request, ""));
}
