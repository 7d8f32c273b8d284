namespace Tessera.Gateway.Wire;

/// <summary>Takes pictures that nobody keeps, when only the skeleton is wanted.</summary>
internal sealed class DiscardedPictures : IPictureReceiver
{
    private DiscardedPictures()
    {
    }

    public static DiscardedPictures Instance { get; } = new();

    public void Begin(PictureStart picture)
    {
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
    }

    public void End()
    {
    }
}
