using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Ledger.Keys;

namespace Tessera.Gateway.Pipeline;

/// <summary>Whose key a request carries: <c>Authorization: Bearer</c>, or <c>x-api-key</c> as Anthropic's and Vercel's clients send it.</summary>
internal sealed class Doorkeeper(Keyring keys)
{
    private const string Scheme = "Bearer ";

    /// <param name="resident">Who is let in without a key: a caller inside the house.</param>
    public Result<ApiKey, CallerError> Identify(HttpRequest request, ApiKey? resident = null)
    {
        if (resident is not null)
        {
            return resident;
        }

        var presented = Presented(request);
        if (presented.IsEmpty)
        {
            return Stranger("You did not send an API key. Put it into the header 'Authorization: Bearer tsr_…'.");
        }

        var check = keys.Authenticate(presented);
        return check is { Verdict: KeyVerdict.Ok, Key: { } key } ? key : Stranger(check.Verdict switch
        {
            KeyVerdict.BadChecksum => "This API key has a typing error: its checksum does not fit. Copy it again.",
            KeyVerdict.Revoked => "This API key has been revoked. Use another one.",
            KeyVerdict.Unknown => "This gateway does not know this API key. Keys of providers belong into the gateway's own settings.",
            _ => "This is not an API key of this gateway: those begin with tsr_live_, tsr_test_ or tsr_admin_.",
        });
    }

    /// <summary>As <see cref="Identify"/>, for addresses that only an admin key may use.</summary>
    public Result<ApiKey, CallerError> IdentifyAdmin(HttpRequest request) =>
        Identify(request) is var identified && identified.Value is { Kind: not KeyKind.Admin }
            ? new CallerError(403, CallerError.InvalidRequest, "admin_key_required", null, "This address needs an admin key (tsr_admin_…).")
            : identified;

    /// <summary>The secret as it came; empty where none did.</summary>
    public static ReadOnlySpan<char> Presented(HttpRequest request)
    {
        var authorization = request.Headers.Authorization;
        if (authorization.Count == 1 && authorization[0] is { } value && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return value.AsSpan(Scheme.Length).Trim();
        }

        return request.Headers.TryGetValue("x-api-key", out var key) && key.Count == 1 ? key[0].AsSpan().Trim() : default;
    }

    private static CallerError Stranger(string message) => new(401, CallerError.InvalidRequest, "invalid_api_key", null, message);
}
