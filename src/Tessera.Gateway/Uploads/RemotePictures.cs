using System.Net.Security;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Validation;

namespace Tessera.Gateway.Uploads;

/// <summary>Fetches the pictures that a call gives by address, and judges them as if they had been uploaded.</summary>
internal sealed class RemotePictures : IDisposable
{
    /// <summary>Downloads of one call at a time; the others wait for their turn.</summary>
    private const int AtOnceMax = 4;

    private readonly PictureDownload _download;

    public RemotePictures(UploadRoom room, TimeProvider time)
        : this(new PictureDownload(room, PublicDialer.Real(time), new SslClientAuthenticationOptions(), time))
    {
    }

    internal RemotePictures(PictureDownload download) => _download = download;

    /// <summary>The call with its pictures' bytes here; the same call where they all are. What is fetched goes with the request.</summary>
    public ValueTask<Result<ImageCall, CallerError>> FetchAsync(ImageCall call, CancellationToken cancellation) =>
        HasRemote(call) ? new(FetchAllAsync(call, cancellation)) : new(call);

    public void Dispose() => _download.Dispose();

    private static bool HasRemote(ImageCall call)
    {
        for (var i = 0; i < call.Images.Count; i++)
        {
            if (call.Images[i] is RemotePicture)
            {
                return true;
            }
        }

        return call.Mask is RemotePicture;
    }

    private async Task<Result<ImageCall, CallerError>> FetchAllAsync(ImageCall call, CancellationToken cancellation)
    {
        var remote = call.Images.Append(call.Mask).OfType<RemotePicture>().ToList();
        if (await DownloadAsync(remote, cancellation) is { } failed)
        {
            remote.ForEach(picture => picture.Dispose());
            return failed;
        }

        var here = call with { Images = [.. call.Images.Select(Bytes)], Mask = call.Mask is { } mask ? Bytes(mask) : null };
        if (Check(here) is { } bad)
        {
            remote.ForEach(picture => picture.Dispose());
            return bad;
        }

        return here;
    }

    private async Task<CallerError?> DownloadAsync(List<RemotePicture> pictures, CancellationToken cancellation)
    {
        CallerError? first = null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            await Parallel.ForEachAsync(pictures, new ParallelOptions { MaxDegreeOfParallelism = AtOnceMax, CancellationToken = stop.Token }, async (picture, token) =>
            {
                if ((await _download.FetchAsync(picture.Address, picture.Name, token)).Failed(out var error, out var upload))
                {
                    Interlocked.CompareExchange(ref first, error, null);
                    await stop.CancelAsync();
                    return;
                }

                picture.Fetched = upload;
            });
        }
        catch (OperationCanceledException) when (first is not null)
        {
            // The first failure has stopped the others; all of them have ended here.
        }

        return first;
    }

    private static InputPicture Bytes(InputPicture picture) => picture is RemotePicture { Fetched: { } upload } ? upload : picture;

    private static CallerError? Check(ImageCall call)
    {
        var can = call.Model.Capabilities;
        var ordinal = 0;
        foreach (var picture in call.Images)
        {
            if (PictureValidation.Check((Upload)picture, can, isMask: false, ++ordinal) is { } error)
            {
                return error;
            }
        }

        return call is { Mask: Upload mask, Images.Count: > 0 }
            ? PictureValidation.Check(mask, can, isMask: true, ordinal + 1) ?? PictureValidation.CheckMask(mask, (Upload)call.Images[0])
            : null;
    }
}
