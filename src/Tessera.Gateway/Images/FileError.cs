using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Tessera.Gateway.Images;

/// <summary>An error of the files' addresses in OpenAI's shape.</summary>
internal sealed record FileError(FileErrorBody Error, [property: JsonIgnore] int Status)
{
    public static readonly FileError InvalidSignature = Of(
        StatusCodes.Status403Forbidden, "invalid_signature", "This address was not signed by this server, or was changed. Use it exactly as the API returned it.");

    public static readonly FileError Expired = Of(
        StatusCodes.Status403Forbidden, "url_expired", "This address has expired. Fetch the generation again for a fresh one.");

    public static readonly FileError NotFound = Of(
        StatusCodes.Status404NotFound, "file_not_found", "This picture is no longer in the store.");

    public static Task WriteAsync(HttpResponse response, FileError error, CancellationToken cancellation)
    {
        response.StatusCode = error.Status;

        // Expired for one second may be valid for nobody else's copy; an error is never kept.
        response.Headers.CacheControl = "no-store";
        return response.WriteAsJsonAsync(error, FileErrorJson.Default.FileError, contentType: null, cancellation);
    }

    private static FileError Of(int status, string code, string message) =>
        new(new FileErrorBody(message, "invalid_request_error", Param: null, code), status);
}

internal sealed record FileErrorBody(string Message, string Type, string? Param, string Code);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FileError))]
internal sealed partial class FileErrorJson : JsonSerializerContext;
