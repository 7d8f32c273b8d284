using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Repeats;

/// <summary>The header <c>Idempotency-Key</c>: the client's own name for one order, so that sending it twice orders once.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>Characters; a UUID has 36.</summary>
    public const int CharsMax = 255;

    /// <summary>Null where none was sent.</summary>
    public static CallerError? Read(HttpRequest request, out string? key)
    {
        key = null;
        if (!request.Headers.TryGetValue(Header, out var sent))
        {
            return null;
        }

        if (sent is not [{ Length: >= 1 and <= CharsMax } text] || text.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return CallerError.Invalid("invalid_idempotency_key", Header, $"Invalid '{Header}': send it once, with 1 to {CharsMax} printable ASCII characters and no spaces, such as a UUID.");
        }

        key = text;
        return null;
    }
}
