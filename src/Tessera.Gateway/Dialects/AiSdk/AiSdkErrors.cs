using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Http;

namespace Tessera.Gateway.Dialects.AiSdk;

/// <summary>Errors as the AI SDK's gateway client reads them: the type decides which of its classes is thrown.</summary>
internal static class AiSdkErrors
{
    public static async Task WriteAsync(HttpContext http, CallerError error, CancellationToken cancellation)
    {
        var isUnknownModel = error.IsUnknownModel;
        ErrorBody.WriteHead(http.Response, isUnknownModel ? error with { Status = 404 } : error);
        var generation = http.Response.Headers[TesseraHeaders.GenerationId].ToString();
        var body = OpenAiDocument.Render(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("error");
            json.WriteString("message", error.Message);
            json.WriteString("type", isUnknownModel ? "model_not_found" : TypeOf(error.Status));
            if (isUnknownModel)
            {
                json.WriteStartObject("param");
                json.WriteString("modelId", ModelOf(http.Request));
                json.WriteEndObject();
            }
            else if (error.Param is { } param)
            {
                json.WriteString("param", param);
            }

            if (error.Code is { } code)
            {
                json.WriteString("code", code);
            }

            json.WriteEndObject();
            if (generation.Length > 0)
            {
                json.WriteString("generationId", generation);
            }

            json.WriteEndObject();
        });
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, cancellation);
    }

    private static string ModelOf(HttpRequest request) =>
        request.Headers["ai-model-id"].ToString() is { Length: > 0 } id ? id : request.Headers["ai-language-model-id"].ToString();

    private static string TypeOf(int status) => status switch
    {
        401 => "authentication_error",
        402 => "quota_for_entity_exceeded",
        403 => "forbidden",
        404 => "not_found",
        424 => "failed_dependency",
        429 => "rate_limit_exceeded",
        < 500 => "invalid_request_error",
        _ => "internal_server_error",
    };
}
