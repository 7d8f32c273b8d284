using System.Net.Sockets;
using Tessera.Gateway.Settings;
using Tessera.Ledger;

namespace Tessera.Server.Serving;

/// <summary>From what went wrong while starting to the sentence that is printed. Pure.</summary>
internal static class StartFaults
{
    /// <summary>Null for what nobody foresaw: a bug, which keeps its stack trace.</summary>
    public static string? Explain(Exception fault) => fault switch
    {
        StartFault or LedgerUnavailableException or SettingsUnusableException => fault.Message,
        // A stored key or another file of ours holds something else; the message names it and says what to do.
        InvalidDataException => fault.Message,
        UnauthorizedAccessException => $"{fault.Message} Give the user that runs Tessera the right to it, or choose another data directory with --data.",
        IOException => $"{fault.Message} Check the data directory, or choose another with --data.",
        _ => null,
    };

    /// <summary>The same for a server that could not listen.</summary>
    public static StartFault? ExplainListening(Exception fault, ListenAddresses addresses)
    {
        var where = string.Join(" and ", addresses.Urls);
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException socket)
            {
                return new StartFault(socket.SocketErrorCode switch
                {
                    SocketError.AddressAlreadyInUse => $"{where} is taken by another program, perhaps by a Tessera that is already running. Stop that one, or listen elsewhere: --urls {Elsewhere(addresses)}.",
                    SocketError.AccessDenied => $"This user may not listen at {where}; ports under 1024 belong to the system. Choose another: --urls {ListenAddresses.Default}.",
                    SocketError.AddressNotAvailable => $"This machine has no network with the address in {where}. Use 127.0.0.1 for this machine alone, or 0.0.0.0 for all its networks.",
                    _ => $"Tessera cannot listen at {where}: {socket.Message}.",
                });
            }
        }

        // Kestrel wraps "in use" without the socket's own exception on some systems.
        return fault is IOException ? new StartFault($"Tessera cannot listen at {where}: {fault.Message}") : null;
    }

    /// <summary>The next port up, so that the line can be pasted.</summary>
    private static string Elsewhere(ListenAddresses addresses) =>
        Uri.TryCreate(addresses.Urls[0], UriKind.Absolute, out var url) && url.Port is > 0 and < 65_535
            ? $"{url.Scheme}://{url.Host}:{url.Port + 1}"
            : "http://127.0.0.1:8081";
}
