using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tessera.Gateway.Tests.Images;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Tests.Uploads;

/// <summary>
/// The internet as far as a test needs it: names that lead where the test says, and a server of pictures behind every public
/// address. A certificate of its own making; connections end at this machine and are written down.
/// </summary>
internal sealed class FarEnd : IAsyncDisposable
{
    public static readonly IPAddress Public = IPAddress.Parse("93.184.215.14");

    private readonly WebApplication app;
    private readonly X509Certificate2 certificate = MakeCertificate();
    private readonly List<RemotePictures> opened = [];
    private int port;

    private FarEnd()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        app = builder.Build();
        app.Run(http => Pages.TryGetValue(http.Request.Path, out var page) ? page(http) : NotFound(http));
        Connect = DialAsync;
        Resolve = (host, _) => Hosts.TryGetValue(host, out var addresses)
            ? Task.FromResult(addresses)
            : Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound));
    }

    public ManualTime Time { get; } = new();

    public TempUploads Uploads { get; } = new();

    /// <summary>The answer to a path, whatever the host.</summary>
    public ConcurrentDictionary<string, RequestDelegate> Pages { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, IPAddress[]> Hosts { get; } = new(StringComparer.Ordinal) { ["pictures.example"] = [Public] };

    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; set; }

    public Func<IPEndPoint, CancellationToken, Task<Stream>> Connect { get; set; }

    public PublicDialer Dialer => new((host, cancellation) => Resolve(host, cancellation), (end, cancellation) => Connect(end, cancellation), Time);

    /// <summary>Every address that a connection was asked for.</summary>
    public ConcurrentQueue<IPEndPoint> Dialled { get; } = [];

    public static async Task<FarEnd> StartAsync()
    {
        var far = new FarEnd();
        await far.app.StartAsync();
        far.port = new Uri(far.app.Urls.First()).Port;
        return far;
    }

    public RemotePictures Open(bool trustsCertificate = true)
    {
        var tls = new SslClientAuthenticationOptions();
        if (trustsCertificate)
        {
            tls.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        }

        var pictures = new RemotePictures(new PictureDownload(Uploads.Room, Dialer, tls, Time));
        opened.Add(pictures);
        return pictures;
    }

    public void Serve(string path, byte[] bytes) => Pages[path] = async http => await http.Response.Body.WriteAsync(bytes, http.RequestAborted);

    public void Redirect(string path, string to, int status = 302) => Pages[path] = http =>
    {
        http.Response.StatusCode = status;
        http.Response.Headers.Location = to;
        return Task.CompletedTask;
    };

    public async ValueTask DisposeAsync()
    {
        opened.ForEach(pictures => pictures.Dispose());
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
        certificate.Dispose();
        Uploads.Dispose();
    }

    private static Task NotFound(HttpContext http)
    {
        http.Response.StatusCode = 404;
        return Task.CompletedTask;
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=pictures.example", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private async Task<Stream> DialAsync(IPEndPoint end, CancellationToken cancellation)
    {
        Dialled.Enqueue(end);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
