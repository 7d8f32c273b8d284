using Tessera.Gateway.Images;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Providers.OpenAiWire;

/// <summary>
/// Takes the pictures of an answer to the store while they arrive. Partial pictures of a stream too, so that a client who comes
/// later sees them; but one that cannot be kept is no fault, since the finished one is what was paid for.
/// </summary>
internal sealed class KeptPictures(ImageStore store) : IPictureReceiver, IDisposable
{
    private readonly List<StoredImage> _stored = [];
    private ImageWriter? _writer;
    private bool _isPartial;
    private StoredImage? _partial;

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
        _writer = store.OpenWriter();
        (_isPartial, _partial) = (picture.EventName.EndsWith("partial_image"u8), null);
    }

    public void Write(ReadOnlySpan<byte> bytes) => _writer?.Write(bytes);

    public void End()
    {
        if (_writer is null)
        {
            return;
        }

        var commit = _writer.Commit();
        if (_isPartial)
        {
            _partial = commit.Image;
        }
        else if (commit.Image is { } image)
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

    /// <summary>The partial picture that came last; null where it was none, or could not be kept.</summary>
    public StoredImage? TakePartial()
    {
        var partial = _partial;
        _partial = null;
        return partial;
    }

    public void Dispose() => _writer?.Dispose();
}
