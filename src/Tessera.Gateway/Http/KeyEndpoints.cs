using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Pipeline;
using Tessera.Ledger.Keys;

namespace Tessera.Gateway.Http;

/// <summary><c>/v1/admin/keys</c>: create, list, look at, revoke. Admin keys only. A secret is shown once, when it is made.</summary>
internal sealed partial class KeyEndpoints(Doorkeeper doorkeeper, Keyring keys)
{
    /// <summary>A request here has a name and a kind; 64 KiB is generous.</summary>
    private const int BodyBytesMax = 64 << 10;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/admin/keys", http => GuardAsync(http, CreateAsync));
        app.MapGet("/v1/admin/keys", http => GuardAsync(http, ListAsync));
        app.MapGet("/v1/admin/keys/{id}", http => GuardAsync(http, OneAsync));
        app.MapDelete("/v1/admin/keys/{id}", http => GuardAsync(http, RevokeAsync));
    }

    private async Task GuardAsync(HttpContext http, Func<HttpContext, Task> act)
    {
        if (doorkeeper.Identify(http.Request).Failed(out var stranger, out var key))
        {
            await ErrorBody.WriteAsync(http.Response, stranger, http.RequestAborted);
        }
        else if (key.Kind != KeyKind.Admin)
        {
            await ErrorBody.WriteAsync(http.Response, new(403, CallerError.InvalidRequest, "admin_key_required", null, "This address needs an admin key (tsr_admin_…)."), http.RequestAborted);
        }
        else
        {
            await act(http);
        }
    }

    private async Task CreateAsync(HttpContext http)
    {
        NewKey? wanted;
        try
        {
            wanted = http.Request.ContentLength > BodyBytesMax ? null : await JsonSerializer.DeserializeAsync(http.Request.Body, KeyJson.Default.NewKey, http.RequestAborted);
        }
        catch (JsonException)
        {
            wanted = null;
        }

        if (wanted is null || KindOf(wanted.Kind) is not { } kind)
        {
            await ErrorBody.WriteAsync(http.Response, CallerError.Invalid("invalid_value", "kind", "Send {\"name\": \"…\", \"kind\": \"live\" | \"test\" | \"admin\"}."), http.RequestAborted);
            return;
        }

        if (Keyring.NameFault(wanted.Name) is { } fault)
        {
            await ErrorBody.WriteAsync(http.Response, CallerError.Invalid("invalid_value", "name", fault), http.RequestAborted);
            return;
        }

        var (key, secret) = keys.Create(wanted.Name!, kind);
        http.Response.Headers.CacheControl = "no-store";
        await AnswerAsync(http, View(key) with { Key = secret });
    }

    private Task ListAsync(HttpContext http) => http.Response.WriteAsJsonAsync(new KeyList("list", [.. keys.List().Select(View)]), KeyJson.Default.KeyList, cancellationToken: http.RequestAborted);

    private Task OneAsync(HttpContext http) => AnswerAsync(http, keys.Find(Id(http)));

    private Task RevokeAsync(HttpContext http) => AnswerAsync(http, keys.Revoke(Id(http)));

    private static KeyKind? KindOf(string? word) => word switch
    {
        "live" => KeyKind.Live,
        "test" => KeyKind.Test,
        "admin" => KeyKind.Admin,
        _ => null,
    };

    private static string Id(HttpContext http) => (string)http.Request.RouteValues["id"]!;

    private static Task AnswerAsync(HttpContext http, ApiKey? key) => key is null
        ? ErrorBody.WriteAsync(http.Response, new(404, CallerError.InvalidRequest, "key_not_found", "id", "There is no key with this id. GET /v1/admin/keys lists them."), http.RequestAborted)
        : AnswerAsync(http, View(key));

    private static Task AnswerAsync(HttpContext http, KeyView view) => http.Response.WriteAsJsonAsync(view, KeyJson.Default.KeyView, cancellationToken: http.RequestAborted);

    private static KeyView View(ApiKey key) => new(key.Id, "key", key.Name, key.Kind.ToString().ToLowerInvariant(), key.Prefix, key.CreatedAt, key.RevokedAt, null);

    internal sealed record NewKey(string? Name, string? Kind);

    /// <param name="Key">The secret: in the answer to its making, and never again.</param>
    internal sealed record KeyView(string Id, string Object, string Name, string Kind, string Prefix, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt, string? Key);

    internal sealed record KeyList(string Object, IReadOnlyList<KeyView> Data);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(NewKey))]
    [JsonSerializable(typeof(KeyView))]
    [JsonSerializable(typeof(KeyList))]
    internal sealed partial class KeyJson : JsonSerializerContext;
}
