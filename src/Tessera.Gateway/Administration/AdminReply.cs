using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Http;

namespace Tessera.Gateway.Administration;

/// <summary>What administrators are answered.</summary>
internal static class AdminReply
{
    public static async Task WriteAsync(HttpContext http, Action<Utf8JsonWriter> write)
    {
        var body = OpenAiDocument.Render(write);
        http.Response.ContentType = ResponseHead.Json;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    public static Task NotFoundAsync(HttpContext http, string code, string param, string message) =>
        ErrorBody.WriteAsync(http.Response, new(404, CallerError.InvalidRequest, code, param, message), http.RequestAborted);
}
