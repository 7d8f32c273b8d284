using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tessera.Gateway.Budgets;
using Tessera.Gateway.Calls;
using Tessera.Ledger;
using Tessera.Ledger.Identifiers;

namespace Tessera.Gateway.Http;

/// <summary>
/// What every request gets: an id that leads to the log, permission for browsers of other origins (a key is needed all the
/// same), a 503 while the database is away, and a plain 500 in
/// place of anything unforeseen.
/// </summary>
internal sealed partial class Housekeeping(RequestDelegate next, Ulids ids, ILogger<Housekeeping> log)
{
    /// <summary>What Vercel's gateway allows, and OpenAI's browser clients send.</summary>
    private const string AllowedHeaders =
        $"Content-Type, Authorization, x-api-key, Idempotency-Key, {TesseraHeaders.Webhook}, {TesseraHeaders.DryRun}, {TesseraHeaders.Quote}, Last-Event-ID, Prefer, OpenAI-Organization, OpenAI-Project, ai-gateway-auth-method, ai-gateway-protocol-version, ai-model-id, "
        + "ai-language-model-id, ai-language-model-specification-version, ai-image-model-specification-version, ai-language-model-streaming, ai-reporting-user, ai-reporting-tags, "
        + "x-stainless-arch, x-stainless-lang, x-stainless-os, x-stainless-package-version, x-stainless-retry-count, x-stainless-runtime, x-stainless-runtime-version, x-stainless-timeout";

    private const string ExposedHeaders =
        $"{TesseraHeaders.GenerationId}, {TesseraHeaders.Provider}, {TesseraHeaders.Cost}, {TesseraHeaders.Adjusted}, {TesseraHeaders.Replayed}, {TesseraHeaders.RequestId}, retry-after, {TesseraHeaders.ShouldRetry}, {RateLimitHeaders.Exposed}";

    public async Task InvokeAsync(HttpContext http)
    {
        var id = ids.Next("req_");
        http.Response.Headers[TesseraHeaders.RequestId] = id;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (IsApi(http.Request.Path))
        {
            http.Response.Headers.AccessControlAllowOrigin = "*";
            http.Response.Headers.AccessControlExposeHeaders = ExposedHeaders;
            if (HttpMethods.IsOptions(http.Request.Method))
            {
                http.Response.Headers.AccessControlAllowMethods = "GET, POST, PUT, PATCH, DELETE, OPTIONS";
                http.Response.Headers.AccessControlAllowHeaders = AllowedHeaders;
                http.Response.Headers.AccessControlMaxAge = "86400";
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            }
        }

        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client hung up; there is nobody to tell.
        }
        catch (LedgerUnavailableException exception) when (!http.Response.HasStarted)
        {
            LogBooksAway(log, id, http.Request.Method, http.Request.Path, exception.Message);
            await ErrorBody.WriteAsync(http.Response, CallerError.BooksAway(id), http.RequestAborted);
        }
        catch (Exception exception) when (exception is not BadHttpRequestException)
        {
            LogUnforeseen(log, exception, id, http.Request.Method, http.Request.Path);
            if (!http.Response.HasStarted)
            {
                await ErrorBody.WriteAsync(http.Response, CallerError.Internal(id), http.RequestAborted);
            }
            else
            {
                http.Abort();
            }
        }
    }

    /// <summary>The path of an API: <c>/v1/…</c> to <c>/v4/…</c>, and the pictures.</summary>
    private static bool IsApi(PathString path) => path.Value is ['/', 'v', >= '1' and <= '4', '/', ..] || path.StartsWithSegments("/files", StringComparison.Ordinal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{RequestId}: {Method} {Path} needs the books: {Reason}")]
    private static partial void LogBooksAway(ILogger log, string requestId, string method, PathString path, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{RequestId}: {Method} {Path} met something unforeseen")]
    private static partial void LogUnforeseen(ILogger log, Exception exception, string requestId, string method, PathString path);
}
