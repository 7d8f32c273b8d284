namespace Tessera.Gateway.Wire;

/// <summary>Bytes that grow up to a limit and can be cut back to a mark.</summary>
internal sealed class SkeletonBuffer(int bytesMax)
{
    private const int FirstBytes = 1024;

    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <returns>False at the limit: then nothing was added.</returns>
    public bool TryAppend(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _bytes.Length - Length && !TryGrow(bytes.Length))
        {
            return false;
        }

        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
        return true;
    }

    /// <summary>Forgets everything after <paramref name="mark"/>, an earlier <see cref="Length"/>.</summary>
    public void CutBack(int mark) => Length = mark;

    private bool TryGrow(int more)
    {
        if (more > bytesMax - Length)
        {
            return false;
        }

        var bytes = Math.Max(Math.Max(FirstBytes, Length + more), Math.Min(_bytes.Length, bytesMax / 2) * 2);
        Array.Resize(ref _bytes, Math.Min(bytes, bytesMax));
        return true;
    }
}
