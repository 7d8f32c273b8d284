namespace Tessera.Ledger.Tests;

/// <summary>A directory that is gone after the test.</summary>
internal sealed class TempDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tessera-").FullName;

    public string File => System.IO.Path.Combine(Path, "tessera.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
