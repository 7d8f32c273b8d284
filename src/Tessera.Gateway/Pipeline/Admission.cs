using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Budgets;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Validation;
using Tessera.Gateway.Webhooks;
using Tessera.Ledger.Keys;

namespace Tessera.Gateway.Pipeline;

/// <summary>What a request has to pass before it counts as a call: its model takes it, its key may call that model, its labels are in order, and its end can be told where it says.</summary>
internal sealed class Admission(LiveCatalogue catalogue, WebhookOrders webhooks)
{
    public async ValueTask<Result<Admitted, CallerError>> CheckAsync(HttpRequest http, ImageRequest request, ApiKey key, CancellationToken cancellation)
    {
        if (ImageValidation.Check(request, catalogue.Current).Failed(out var invalid, out var call))
        {
            return invalid;
        }

        if (ModelAccess.Refusal(key, call.Model) is { } forbidden)
        {
            return forbidden;
        }

        if (AttributionCheck.Check(request, http.Headers).Failed(out var mislabelled, out var attribution))
        {
            return mislabelled;
        }

        return (await webhooks.OfAsync(http, key, cancellation)).Failed(out var untellable, out var webhook)
            ? untellable
            : new Admitted(call with { Attribution = attribution }, webhook);
    }
}

/// <param name="Webhook">Where its end is told.</param>
internal sealed record Admitted(ImageCall Call, WebhookOrder Webhook);
