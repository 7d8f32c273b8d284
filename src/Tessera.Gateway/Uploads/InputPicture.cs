namespace Tessera.Gateway.Uploads;

/// <summary>A picture that came with a call: its bytes, or an address that is still to be fetched.</summary>
internal abstract class InputPicture : IDisposable
{
    /// <summary>How an error message names it: <c>image[0]</c>, <c>mask</c>.</summary>
    public required string Name { get; set; }

    public virtual void Dispose()
    {
    }
}

/// <summary>
/// A picture that is given by its https address; the gateway fetches it, from public addresses only. It owns what was fetched,
/// so that the bytes go when the request goes.
/// </summary>
internal sealed class RemotePicture(Uri address) : InputPicture
{
    public Uri Address { get; } = address;

    public Upload? Fetched { get; set; }

    public override void Dispose()
    {
        Fetched?.Dispose();
        Fetched = null;
    }
}
