using Tessera.Gateway.Images;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Providers.OpenAiWire;

/// <summary>
/// Takes the pictures of an answer to the store while they arrive. Partial pictures of a stream are not kept: the finished
/// one is what was paid for.
/// </summary>
internal sealed class KeptPictures(ImageStore store) : IPictureReceiver, IDisposable
{
    private readonly List<StoredImage> _stored = [];
    private ImageWriter? _writer;

    /// <summary>In the order in which they came.</summary>
    public IReadOnlyList<StoredImage> Stored => _stored;

    /// <summary>A picture has begun to arrive, so there is something to deliver.</summary>
    public bool Begun { get; private set; }

    /// <summary>Why a picture could not be kept: the first reason there was.</summary>
    public StoreFailure? Failure { get; private set; }

    public void Begin(PictureStart picture)
    {
        Begun = true;
        _writer?.Dispose();
        _writer = picture.EventName.EndsWith("partial_image"u8) ? null : store.OpenWriter();
    }

    public void Write(ReadOnlySpan<byte> bytes) => _writer?.Write(bytes);

    public void End()
    {
        if (_writer is null)
        {
            return;
        }

        var commit = _writer.Commit();
        if (commit.Image is { } image)
        {
            _stored.Add(image);
        }
        else
        {
            Failure ??= commit.Failure;
        }

        _writer.Dispose();
        _writer = null;
    }

    public void Dispose() => _writer?.Dispose();
}
