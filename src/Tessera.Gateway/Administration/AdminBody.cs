using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Settings;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Administration;

/// <summary>Reads what an administrator sends: a small JSON object, with every fault in it.</summary>
internal static class AdminBody
{
    /// <summary>A key with two hundred models has some 10 KiB; 64 are generous.</summary>
    private const int BytesMax = 64 << 10;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 8 };

    /// <param name="read">Makes the order from the object, and reports what is wrong; null only with a fault.</param>
    public static async Task<Result<T, CallerError>> ReadAsync<T>(HttpContext http, Func<SettingsObject, T?> read)
        where T : class
    {
        var buffer = new byte[BytesMax + 1];
        int length;
        try
        {
            length = http.Request.ContentLength > BytesMax ? buffer.Length : await http.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, http.RequestAborted);
        }
        catch (BadHttpRequestException cut)
        {
            return RequestFault.Of(cut);
        }

        return length > BytesMax
            ? new CallerError(413, CallerError.InvalidRequest, "request_too_large", null, string.Create(CultureInfo.InvariantCulture, $"The body has more than {BytesMax} bytes. Send less."))
            : Parse(buffer.AsMemory(0, length), read);
    }

    /// <summary>Pure.</summary>
    internal static Result<T, CallerError> Parse<T>(ReadOnlyMemory<byte> body, Func<SettingsObject, T?> read)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(body, Options);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return NotJson;
            }

            var errors = new List<SettingsError>();
            var root = new SettingsObject(document.RootElement, "", errors);
            var order = read(root);
            root.End();
            return errors.Count > 0 ? new AdminFaults(errors).ToError() : order!;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            // Half of a surrogate pair, as in "\ud800", passes the parser and is refused by the elements.
            return NotJson;
        }
    }

    private static CallerError NotJson => CallerError.Invalid("invalid_json", null, "The body is not a JSON object. Send one in { }, in UTF-8, with content-type application/json.");
}
