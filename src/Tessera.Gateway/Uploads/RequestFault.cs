using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Uploads;

/// <summary>What a caller is told of a body that could not be read at all.</summary>
internal static class RequestFault
{
    public static CallerError CutOff { get; } = CallerError.Invalid("request_cut_off", null, "The body ended before all of it had arrived. Send it again.");

    public static CallerError NoRoom { get; } = new(507, "server_error", "storage_full", null,
        "This gateway's disk could not keep the pictures that came with the call: it is full, or cannot be written. Nothing was asked of a provider; free some space and send the call again.") { MayRepeat = false };

    public static CallerError Of(BadHttpRequestException exception) => exception.StatusCode switch
    {
        413 => TooLarge(UploadLimits.Default.RequestBytesMax),
        408 => new(408, CallerError.InvalidRequest, "request_timeout", null, "The body arrived too slowly. Send it again."),
        _ => CutOff,
    };

    public static CallerError TooLarge(long bytesMax) => new(413, CallerError.InvalidRequest, "request_too_large", null, string.Create(
        CultureInfo.InvariantCulture, $"The request has more than {bytesMax} bytes. Send fewer or smaller pictures."));
}
