using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Tests.Uploads;

/// <summary>An upload room that goes with the test.</summary>
internal sealed class TempUploads : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("tessera-uploads-");

    public UploadRoom Room => new(directory.FullName, Limits, TimeProvider.System);

    public UploadLimits Limits { get; set; } = UploadLimits.Default;

    /// <summary>Pictures that wait in a file; larger ones do.</summary>
    public int Waiting => directory.GetFiles().Length;

    public void Dispose() => directory.Delete(recursive: true);
}
