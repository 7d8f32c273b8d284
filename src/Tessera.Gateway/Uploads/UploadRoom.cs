namespace Tessera.Gateway.Uploads;

/// <summary>Where pictures of running calls wait. What a crash left behind is removed at a later start.</summary>
internal sealed class UploadRoom
{
    /// <summary>
    /// Far longer than any call lasts. Younger files may belong to another process: a server that this one replaces, or one
    /// that runs while <c>tessera generate</c> uses the same data directory.
    /// </summary>
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromHours(24);

    private readonly string _directory;

    public UploadRoom(string directory, UploadLimits limits, TimeProvider time)
    {
        _directory = directory;
        Limits = limits;
        Directory.CreateDirectory(directory);
        var old = time.GetUtcNow().UtcDateTime - LeftoverAge;
        foreach (var left in Directory.EnumerateFiles(directory).Where(file => File.GetLastWriteTimeUtc(file) < old))
        {
            File.Delete(left);
        }
    }

    public UploadLimits Limits { get; }

    public Upload Begin(string name) => new(_directory, Limits) { Name = name };
}
