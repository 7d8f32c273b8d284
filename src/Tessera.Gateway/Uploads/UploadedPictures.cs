using System.Text;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Uploads;

/// <summary>Takes the pictures of a JSON request while it arrives; a picture's place in the list is its placeholder's number.</summary>
internal sealed class UploadedPictures(UploadRoom room) : IPictureReceiver, IDisposable
{
    private readonly List<Upload> _pictures = [];

    public IReadOnlyList<Upload> Pictures => _pictures;

    /// <summary>More pictures came than a call may bring; those past the limit were not kept.</summary>
    public bool TooMany { get; private set; }

    /// <summary>Set where the disk could not keep a picture.</summary>
    public CallerError? Fault => _pictures.Exists(picture => picture.IsLost) ? RequestFault.NoRoom : null;

    private Upload? Current { get; set; }

    public void Begin(PictureStart picture)
    {
        // One more for a mask.
        if (_pictures.Count > room.Limits.PicturesMax)
        {
            (TooMany, Current) = (true, null);
            return;
        }

        Current = room.Begin("image");
        Current.DeclaredType = picture.MediaType.IsEmpty ? null : Encoding.ASCII.GetString(picture.MediaType);
        _pictures.Add(Current);
    }

    public void Write(ReadOnlySpan<byte> bytes) => Current?.Write(bytes);

    public void End() => Current?.Complete();

    public void Dispose() => _pictures.ForEach(picture => picture.Dispose());
}
