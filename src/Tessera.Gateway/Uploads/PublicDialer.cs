using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Tessera.Gateway.Uploads;

/// <summary>
/// Turns a host's name into addresses, all of them public, and connects to those and no others: a name that answers
/// differently the second time (DNS rebinding) gains nothing, since it is asked once.
/// </summary>
internal sealed class PublicDialer(
    Func<string, CancellationToken, Task<IPAddress[]>> resolve,
    Func<IPEndPoint, CancellationToken, Task<Stream>> connect,
    TimeProvider time)
{
    /// <summary>For the connection itself, over all addresses that a host has.</summary>
    public static readonly TimeSpan ConnectMax = TimeSpan.FromSeconds(5);

    private static readonly HttpRequestOptionsKey<IPAddress[]> Checked = new("tessera.checked-addresses");

    public static PublicDialer Real(TimeProvider time) => new(Dns.GetHostAddressesAsync, ConnectAsync, time);

    /// <summary>
    /// Resolves the request's host and notes the addresses in the request. False where it has none or where one of them is not
    /// public: a host that has both kinds is not what it says it is.
    /// </summary>
    /// <param name="mayBePrivate">The operator has named this host: it may lead inside.</param>
    public async Task<bool> PrepareAsync(HttpRequestMessage request, CancellationToken cancellation, bool mayBePrivate = false)
    {
        var addresses = await ResolveAsync(request.RequestUri!.IdnHost, cancellation);
        request.Options.Set(Checked, addresses);
        return addresses.Length > 0 && (mayBePrivate || Array.TrueForAll(addresses, PublicInternet.Includes));
    }

    /// <summary>Whether a host leads to the public internet just now. Only <see cref="PrepareAsync"/> holds a request to that.</summary>
    public async Task<bool> IsPublicAsync(string host, CancellationToken cancellation) =>
        await ResolveAsync(host, cancellation) is { Length: > 0 } addresses && Array.TrueForAll(addresses, PublicInternet.Includes);

    /// <summary>
    /// Opens requests that are dialled to addresses which were checked for them. Nothing of this gateway goes along: no cookie,
    /// no credential, no trace, no proxy; redirects are left to the caller, since each leads to a host that has to be checked again.
    /// </summary>
    public HttpMessageInvoker OpenHttp(SslClientAuthenticationOptions tls) => new(new SocketsHttpHandler
    {
        ConnectCallback = DialAsync,
        SslOptions = tls,
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        // A connection serves one request, so that each request is dialled to the addresses that were checked for it.
        PooledConnectionLifetime = TimeSpan.Zero,
        MaxResponseHeadersLength = 32,
        MaxResponseDrainSize = 0,
    });

    private async ValueTask<Stream> DialAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        if (!context.InitialRequestMessage.Options.TryGetValue(Checked, out var addresses))
        {
            throw new InvalidOperationException("A request reached the network without its addresses having been checked.");
        }

        using var patience = new CancellationTokenSource(ConnectMax, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        for (var i = 0; ; i++)
        {
            try
            {
                return await connect(new IPEndPoint(addresses[i], context.DnsEndPoint.Port), either.Token);
            }
            catch (SocketException) when (i + 1 < addresses.Length)
            {
                // The next address of the host may answer.
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw new SocketException((int)SocketError.TimedOut);
            }
        }
    }

    /// <summary>None where the host has none, or where nobody knows it.</summary>
    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation)
    {
        try
        {
            return IPAddress.TryParse(host, out var written) ? [written] : await resolve(host, cancellation);
        }
        catch (SocketException)
        {
            return [];
        }
    }

    private static async Task<Stream> ConnectAsync(IPEndPoint end, CancellationToken cancellation)
    {
        var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(end, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
