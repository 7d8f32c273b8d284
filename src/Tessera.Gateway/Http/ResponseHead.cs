using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Dialects;

namespace Tessera.Gateway.Http;

/// <summary>Writes the head of an answer with pictures: what every dialect says in headers.</summary>
internal static class ResponseHead
{
    public const string Json = "application/json";
    public const string Events = "text/event-stream; charset=utf-8";

    /// <summary>Does nothing once the head has gone out: a stream that was kept alive has begun long before its picture.</summary>
    public static void Write(HttpResponse response, Receipt receipt, string contentType, long? length = null)
    {
        if (response.HasStarted)
        {
            return;
        }

        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = contentType;
        response.ContentLength = length;
        var headers = response.Headers;
        headers[TesseraHeaders.GenerationId] = receipt.GenerationId;
        if (receipt.Provider.Length > 0)
        {
            headers[TesseraHeaders.Provider] = receipt.Provider;
        }

        if (receipt.Cost is { } cost)
        {
            headers[TesseraHeaders.Cost] = cost.ToString();
        }

        if (TesseraHeaders.Format(receipt.Adjustments) is { } adjusted)
        {
            headers[TesseraHeaders.Adjusted] = adjusted;
        }

        if (contentType == Events)
        {
            headers.CacheControl = "no-store";
            // nginx holds a stream back otherwise.
            headers["x-accel-buffering"] = "no";
        }
    }
}
