using System.Globalization;
using System.Net;
using System.Text.Json;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Providers.OpenAiWire;

/// <summary>
/// Pure: what a provider's refusal means. Who is to blame, what it may have cost, and what the caller is told.
/// </summary>
internal static class OpenAiWireFailures
{
    /// <summary>SDKs ignore a longer wait (spec section 9.4), and .NET's repeats at once without one.</summary>
    private static readonly TimeSpan RetryAfterMax = TimeSpan.FromSeconds(60);

    public static Failure OfStatus(string provider, HttpStatusCode status, TimeSpan? retryAfter, ReadOnlySpan<byte> body)
    {
        var code = (int)status;
        var said = ReadError(body);
        return code switch
        {
            401 => Refused(code, Blame.Gateway, new(502, "server_error", "provider_key_refused", null,
                $"{provider} does not accept the key this gateway has for it. Set a valid one and start again.") { MayRepeat = false }),
            402 => Refused(code, Blame.Gateway, new(502, "server_error", "provider_credit_used_up", null,
                $"This gateway's credit at {provider} is used up. Add credit there, or set the key of another provider.") { MayRepeat = false }),
            403 or 404 => Refused(code, Blame.Provider, Told(code, said, $"{provider} does not serve this model to this account.")),
            400 or 429 when IsOutOfCredit(said) => Refused(code, Blame.Gateway, Told(429, said, $"This gateway's credit at {provider} is used up.") with { MayRepeat = false }),
            429 => Refused(code, Blame.Provider, Told(429, said, $"{provider} is at its rate limit. Please try again in {Seconds(retryAfter)}s.") with { RetryAfter = Within(retryAfter) }),
            503 or 529 => Refused(code, Blame.Provider, new(503, "server_error", "provider_overloaded", null,
                $"{provider} is overloaded. Please try again in {Seconds(retryAfter)}s.") { RetryAfter = Within(retryAfter) }),
            408 or >= 500 => new(FailedAt.Headers, Blame.Provider, Acceptance.MaybeAccepted, code, new(
                code is 408 or 504 ? 504 : 502, "image_generation_server_error", "image_generation_failed", null,
                $"{provider} failed with status {code}. It may have made the picture and charged for it, so nothing was repeated: {said?.Message ?? "no reason given"}") { MayRepeat = false }),
            >= 400 => Refused(code, Blame.Caller, Told(code, said, $"{provider} refused the call with status {code}.")),
            _ => new(FailedAt.Headers, Blame.Provider, Acceptance.MaybeAccepted, code, Unreadable(provider, $"status {code}")),
        };
    }

    /// <summary>No answer came.</summary>
    public static Failure OfTransport(string provider, HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError =>
            new(FailedAt.Connect, Blame.Provider, Acceptance.NotAccepted, null, new(502, "server_error", "provider_unreachable", null,
                $"{provider} cannot be reached ({exception.HttpRequestError}). Check the network, or the base address set for it.") { RetryAfter = TimeSpan.FromSeconds(2) }),
        _ => new(FailedAt.Headers, Blame.Provider, Acceptance.MaybeAccepted, null, new(502, "image_generation_server_error", "image_generation_failed", null,
            $"{provider} cut the connection before it answered. It may have made the picture and charged for it, so nothing was repeated.") { MayRepeat = false }),
    };

    public static Failure OfSilence(string provider, TimeSpan limit) => new(FailedAt.Headers, Blame.Provider, Acceptance.MaybeAccepted, null, new(
        504, "image_generation_server_error", "image_generation_failed", null,
        string.Create(CultureInfo.InvariantCulture, $"{provider} did not answer within {limit.TotalSeconds:0} seconds. It may have made the picture and charged for it, so nothing was repeated.")) { MayRepeat = false });

    /// <summary>The answer broke off, or is not what it should be, after the provider had accepted the call.</summary>
    public static Failure OfBody(string provider, string what) => new(FailedAt.Body, Blame.Provider, Acceptance.MaybeAccepted, 200, Unreadable(provider, what));

    /// <summary>An error event in the middle of a stream. The status is for clients who have no byte of it yet.</summary>
    public static Failure OfEvent(ReadOnlySpan<byte> error)
    {
        var said = ReadError(error);
        var isCaller = said?.Type is CallerError.ImageUserError or CallerError.InvalidRequest;
        return new(FailedAt.Body, isCaller ? Blame.Caller : Blame.Provider, Acceptance.MaybeAccepted, 200,
            Told(isCaller ? 400 : 502, said, "The provider broke off the picture.") with { MayRepeat = false });
    }

    /// <summary>OpenAI says so with three codes, and with 400 where an account has a hard limit (spec section 9.2).</summary>
    private static bool IsOutOfCredit(Said? said) => said?.Code is "insufficient_quota" or "billing_hard_limit_reached" or "project_spend_limit_exceeded";

    private static CallerError Unreadable(string provider, string what) => new(502, "image_generation_server_error", "image_generation_failed", null,
        $"{provider} accepted the call, but its answer cannot be used: {what}. It may have charged for it, so nothing was repeated.") { MayRepeat = false };

    private static Failure Refused(int status, Blame blame, CallerError error) => new(FailedAt.Headers, blame, Acceptance.NotAccepted, status, error);

    private static CallerError Told(int status, Said? said, string otherwise) => new(
        status, said?.Type ?? (status < 500 ? CallerError.InvalidRequest : "image_generation_server_error"), said?.Code, said?.Param, said?.Message ?? otherwise) { Raw = said?.Raw };

    private static TimeSpan Within(TimeSpan? wait) => wait is { } w && w < RetryAfterMax ? w : wait is null ? TimeSpan.FromSeconds(5) : RetryAfterMax;

    private static string Seconds(TimeSpan? wait) => Math.Ceiling(Within(wait).TotalSeconds).ToString("0", CultureInfo.InvariantCulture);

    private static Said? ReadError(ReadOnlySpan<byte> body)
    {
        var json = body.ToArray();
        JsonMending.Mend(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
                ? new(Text(error, "message"), Text(error, "type"), Text(error, "code"), Text(error, "param"), error.GetRawText())
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private sealed record Said(string? Message, string? Type, string? Code, string? Param, string Raw);
}
