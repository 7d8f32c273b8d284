using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Http;

/// <summary>Which event of a stream a client had last: the header <c>Last-Event-ID</c>, or <c>?last_event_id=</c> where it cannot set one.</summary>
internal static class LastEvent
{
    private const string Header = "Last-Event-ID";

    /// <param name="number">0 where the client has none.</param>
    public static CallerError? Read(HttpRequest request, out int number)
    {
        var sent = request.Headers[Header].ToString() is { Length: > 0 } header ? header : request.Query["last_event_id"].ToString();
        number = 0;
        return sent.Length == 0 || int.TryParse(sent, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            ? null
            : CallerError.Invalid("invalid_last_event_id", Header, $"Invalid '{Header}': send the id of the last event that you have, a number, or leave it out for all events.");
    }
}
