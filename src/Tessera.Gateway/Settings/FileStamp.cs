namespace Tessera.Gateway.Settings;

/// <summary>What tells that a file is not the one seen before; for one that is not there, or hidden, both are 0.</summary>
internal sealed record FileStamp(long WrittenTicks, long Length)
{
    public static FileStamp Of(string path)
    {
        try
        {
            // A link is followed: Kubernetes shows a ConfigMap as links, and turns the one to their directory.
            var file = new FileInfo(path);
            var target = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            return target.Exists ? new(target.LastWriteTimeUtc.Ticks, target.Length) : new(0, 0);
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return new(0, 0);
        }
    }
}
