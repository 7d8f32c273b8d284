using System.Net;
using System.Net.Sockets;
using Tessera.Server.Serving;

namespace Tessera.Server.Checking;

/// <summary>Whether the gateway could listen. A gateway that answers there already is as good.</summary>
internal static class PortCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task<Finding> LookAsync(string url, HttpMessageInvoker network, CancellationToken cancellation)
    {
        var address = BindingAddress.Parse(url);
        if (address.IsUnixPipe || address.IsNamedPipe || address.Port == 0)
        {
            return Finding.Ok("address", $"{url} needs no free port");
        }

        try
        {
            using var trial = new TcpListener(IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? ip : IPAddress.Loopback, address.Port);
            trial.Start();
            return Finding.Ok("address", $"{url} is free");
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return await IsGatewayAsync(ListenAddresses.ToCall([url]), network, cancellation)
                ? Finding.Ok("address", $"a Tessera answers at {url}")
                : Finding.Fail("address", $"{url} is taken by another program. Stop that one, or listen elsewhere with --urls.");
        }
        catch (SocketException fault)
        {
            return Finding.Fail("address", $"{url} cannot be listened at: {fault.Message}. Choose another with --urls.");
        }
    }

    private static async Task<bool> IsGatewayAsync(string address, HttpMessageInvoker network, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{address}/healthz");
            using var response = await network.SendAsync(request, patience.Token);
            return response.IsSuccessStatusCode && response.Headers.Contains("x-request-id");
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return false;
        }
    }
}
