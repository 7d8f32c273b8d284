using System.Buffers;
using System.Net;
using System.Net.Security;
using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Uploads;

/// <summary>Downloads one picture; redirects are followed by hand, since each leads to a host that has to be checked again.</summary>
internal sealed class PictureDownload(UploadRoom room, PublicDialer dialer, SslClientAuthenticationOptions tls, TimeProvider time) : IDisposable
{
    public const int RedirectsMax = 3;

    /// <summary>From the first question to the name server to the last byte.</summary>
    public static readonly TimeSpan WholeMax = TimeSpan.FromSeconds(20);

    private readonly HttpMessageInvoker _http = dialer.OpenHttp(tls);

    public async Task<Result<Upload, CallerError>> FetchAsync(Uri address, string name, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(WholeMax, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            return await FollowAsync(address, name, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return RemoteFault.TooSlow(name, WholeMax);
        }
        catch (HttpRequestException)
        {
            return RemoteFault.Broken(name);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Result<Upload, CallerError>> FollowAsync(Uri address, string name, CancellationToken cancellation)
    {
        for (var redirects = 0; redirects <= RedirectsMax; redirects++)
        {
            if (RemoteAddress.Check(address, name) is { } bad)
            {
                return bad;
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("Accept", "image/png, image/jpeg, image/webp");
            // Some hosts of pictures, Wikimedia's among them, refuse clients without a name.
            request.Headers.TryAddWithoutValidation("User-Agent", "Tessera");
            if (!await dialer.PrepareAsync(request, cancellation))
            {
                return RemoteFault.NotPublic(name);
            }

            using var response = await _http.SendAsync(request, cancellation);
            if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect))
            {
                return response.StatusCode == HttpStatusCode.OK
                    ? await ReadAsync(response.Content, name, cancellation)
                    : RemoteFault.Status(name, (int)response.StatusCode);
            }

            if (response.Headers.Location is not { } location || !Uri.TryCreate(address, location, out var next))
            {
                return RemoteFault.BadRedirect(name);
            }

            address = next;
        }

        return RemoteFault.TooManyRedirects(name, RedirectsMax);
    }

    /// <summary>What the server says of type and length is not trusted: the bytes are counted here and looked at later.</summary>
    private async Task<Result<Upload, CallerError>> ReadAsync(HttpContent content, string name, CancellationToken cancellation)
    {
        var bytesMax = room.Limits.PictureBytesMax;
        if (content.Headers.ContentLength > bytesMax)
        {
            return RemoteFault.TooLarge(name, bytesMax);
        }

        var upload = room.Begin(name);
        var buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
        var isWhole = false;
        try
        {
            await using var body = await content.ReadAsStreamAsync(cancellation);
            int read;
            while (!upload.TooLarge && !upload.IsLost && (read = await ReadPieceAsync(body, buffer, cancellation)) != 0)
            {
                if (read < 0)
                {
                    return RemoteFault.Broken(name);
                }

                upload.Write(buffer.AsSpan(0, read));
            }

            if (upload.TooLarge)
            {
                return RemoteFault.TooLarge(name, bytesMax);
            }

            if (upload.IsLost)
            {
                return RequestFault.NoRoom;
            }

            upload.Complete();
            isWhole = true;
            return upload;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            if (!isWhole)
            {
                upload.Dispose();
            }
        }
    }

    /// <summary>The next bytes; 0 at the end, -1 where the connection broke.</summary>
    private static async ValueTask<int> ReadPieceAsync(Stream body, byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellation);
        }
        catch (IOException)
        {
            return -1;
        }
    }
}
