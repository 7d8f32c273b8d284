namespace Tessera.Gateway.Uploads;

/// <summary>Where pictures of running calls wait. What a crash left behind is removed at start.</summary>
internal sealed class UploadRoom
{
    private readonly string _directory;

    public UploadRoom(string directory, UploadLimits limits)
    {
        _directory = directory;
        Limits = limits;
        Directory.CreateDirectory(directory);
        foreach (var left in Directory.EnumerateFiles(directory))
        {
            File.Delete(left);
        }
    }

    public UploadLimits Limits { get; }

    public Upload Begin(string name) => new(_directory, Limits) { Name = name };
}
