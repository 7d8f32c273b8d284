using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Http;
using Tessera.Gateway.Pipeline;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Providers.Engine;
using Tessera.Gateway.Providers.Sketch;
using Tessera.Gateway.Routing;
using Tessera.Ledger.Keys;

namespace Tessera.Gateway.Pricing;

/// <summary>Makes quotes, and holds calls to those they redeem. Keeps nothing: a quote is in its own id.</summary>
internal sealed class QuoteDesk(LiveProviders providers, LiveCatalogue catalogue, TimeProvider time)
{
    private const string DryRunField = "dry_run";
    private const string QuoteField = "quote_id";

    /// <summary>The price of a call that is only to be priced; none for a call that is meant.</summary>
    public Result<DryRun, CallerError> Price(HttpRequest http, ApiKey key, ImageCall call)
    {
        if (IsDryRun(http, call) is not { } isDryRun)
        {
            return CallerError.Invalid("invalid_value", DryRunField, $"Write true or false in the query {DryRunField} and in the header {TesseraHeaders.DryRun}. Nothing was drawn.");
        }

        if (!isDryRun)
        {
            return DryRun.None;
        }

        return Price(call, key).Failed(out var unpriced, out var quote) ? unpriced : new DryRun(quote);
    }

    /// <summary>What the quote that a call redeems holds it to; nothing for most calls. The header goes before the parameter.</summary>
    /// <param name="call">Before its pictures are fetched, as it was when it was quoted.</param>
    public Result<Redemption, CallerError> Redeem(HttpRequest http, ImageCall call)
    {
        var header = http.Headers[TesseraHeaders.Quote].ToString();
        if (header.Length == 0 && call.QuoteId is null)
        {
            return Redemption.None;
        }

        var (where, id) = header.Length > 0 ? (TesseraHeaders.Quote, header) : (QuoteField, call.QuoteId!);
        return Redeem(where, id, http, call).Failed(out var refused, out var terms) ? refused : new Redemption(terms);
    }

    /// <summary>Writes a quote as the answer to a call; its id is sealed with the secret that the call came with.</summary>
    public static async Task WriteAsync(HttpContext http, Quote quote)
    {
        var secret = Doorkeeper.Presented(http.Request);
        var body = QuoteDocument.Render(quote, secret.IsEmpty ? null : quote.Terms?.Seal(secret));
        http.Response.ContentType = ResponseHead.Json;
        http.Response.ContentLength = body.Length;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>The plan without routes that could charge more than was quoted for them.</summary>
    /// <param name="terms">Null: no quote is redeemed.</param>
    public static Result<Plan, CallerError> Limit(Plan plan, QuoteTerms? terms)
    {
        if (terms is null)
        {
            return plan;
        }

        var held = plan.Routes.Where(route => terms.MostByRoute.TryGetValue(QuoteTerms.RouteMark(route.Provider.Name), out var most) && WorstCase.Of(route).Money <= most).ToList();
        return held.Count > 0
            ? new Plan(held)
            : Conflict("quote_exceeded", null, $"None of {string.Join(", ", plan.Routes.Select(route => route.Provider.Name))} can be held to the quoted price any more. Nothing was drawn; ask for another quote.");
    }

    /// <summary>
    /// The query <c>?dry_run=true</c>, the header <c>x-tessera-dry-run</c> or the parameter <c>dry_run</c>. Null for what is neither
    /// yes nor no: the call that was not meant would be paid for.
    /// </summary>
    private static bool? IsDryRun(HttpRequest http, ImageCall call)
    {
        var isDryRun = call.DryRun;
        foreach (var values in new[] { http.Headers[TesseraHeaders.DryRun], http.Query[DryRunField] })
        {
            if (values.Count > 0 && !bool.TryParse(values.ToString(), out _))
            {
                return null;
            }

            isDryRun |= values.Count > 0 && bool.Parse(values.ToString());
        }

        return isDryRun;
    }

    private Result<Quote, CallerError> Price(ImageCall call, ApiKey key)
    {
        var now = time.GetUtcNow();
        if (Planner.Plan(call, Resident.KindFor(key, call), providers.Current, catalogue.Current, now).Failed(out var unroutable, out var plan))
        {
            return unroutable;
        }

        // What is refused here before it is drawn is refused before it is priced.
        return plan.Routes[0].Provider is SketchProvider or EngineProvider && DrawnFile.Of(plan.Routes[0].Call).Refusal is { } refusal
            ? refusal.Error
            : Quote.Of(call, plan, catalogue.Current, now);
    }

    private Result<QuoteTerms, CallerError> Redeem(string where, string id, HttpRequest http, ImageCall call)
    {
        if (QuoteTerms.Open(id, Doorkeeper.Presented(http)) is not { } terms)
        {
            return CallerError.Invalid("quote_unknown", where, "This is not a quote of this gateway for this API key. POST the same body to /v1/images/quote for one.");
        }

        if (time.GetUtcNow() >= terms.ExpiresAt)
        {
            return Conflict("quote_expired", where, string.Create(CultureInfo.InvariantCulture,
                $"This quote held for {Quote.ValidFor.TotalSeconds} seconds, until {terms.ExpiresAt:yyyy-MM-dd HH:mm:ss} UTC. Nothing was drawn; ask for another one."));
        }

        var differences = terms.Call.Differences(CallMark.Of(call));
        return differences.Count == 0
            ? terms
            : Conflict("quote_mismatch", differences[0], $"This call is not the one that was quoted: it differs in {string.Join(", ", differences)}. Nothing was drawn; quote this call, or send the one that was quoted.");
    }

    /// <summary>SDKs repeat a 409 by themselves, which could not help here.</summary>
    private static CallerError Conflict(string code, string? param, string message) => new(409, CallerError.InvalidRequest, code, param, message) { MayRepeat = false };

}

/// <param name="Quote">Null for a call that is meant.</param>
internal sealed record DryRun(Quote? Quote)
{
    public static DryRun None { get; } = new(Quote: null);
}

/// <param name="Terms">Null where no quote was named.</param>
internal sealed record Redemption(QuoteTerms? Terms)
{
    public static Redemption None { get; } = new(Terms: null);
}
