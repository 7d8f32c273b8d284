using System.Text;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Tests.Wire;

/// <summary>Keeps what a receiver is told, and fails if the calls come in a wrong order.</summary>
internal sealed class RecordedPictures : IPictureReceiver
{
    private readonly List<Picture> _pictures = [];
    private MemoryStream? _open;
    private Picture? _begun;

    public IReadOnlyList<Picture> Ended => _pictures;

    public int Begun { get; private set; }

    public void Begin(PictureStart picture)
    {
        Assert.Null(_open);
        Begun++;
        _open = new MemoryStream();
        _begun = new Picture(
            picture.Index,
            Encoding.UTF8.GetString(picture.Property),
            Encoding.UTF8.GetString(picture.MediaType),
            Encoding.UTF8.GetString(picture.EventName),
            "");
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Assert.NotNull(_open);
        Assert.InRange(bytes.Length, 1, Base64Decoder.BlockBytes);
        _open.Write(bytes);
    }

    public void End()
    {
        _pictures.Add(_begun! with { Hex = Convert.ToHexString(_open!.ToArray()) });
        _open = null;
    }

    /// <summary>Whether the last picture began and did not end.</summary>
    public bool IsOpen => _open is not null;

    /// <summary>Drops a picture that did not end, as a receiver must after a fault.</summary>
    public void Forget() => _open = null;

    /// <summary>A picture that was received to its end, its bytes as hexadecimal digits so that two can be compared.</summary>
    internal sealed record Picture(int Index, string Property, string MediaType, string EventName, string Hex);
}
