using System.Diagnostics.CodeAnalysis;

namespace Tessera.Inference.Packs;

/// <summary>
/// The right to add to a folder of models: one at a time, over all processes and containers that share the folder. Held as a
/// lock on a file, which the system gives up when its owner is killed; numbers of processes mean nothing in another container.
/// </summary>
internal sealed class AddingTurn : IDisposable
{
    private const string FileName = ".adding";

    private readonly FileStream _lock;

    private AddingTurn(FileStream held) => _lock = held;

    /// <summary>False when somebody else has it.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static bool TryTake(string models, [NotNullWhen(true)] out AddingTurn? turn)
    {
        turn = null;
        var path = Path.Combine(models, FileName);
        try
        {
            turn = new AddingTurn(new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (IOException fault) when (fault.GetType() == typeof(IOException) && File.Exists(path))
        {
            return false;
        }

        return true;
    }

    public void Dispose() => _lock.Dispose();
}
