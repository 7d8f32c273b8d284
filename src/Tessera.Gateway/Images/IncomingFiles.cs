using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Tessera.Gateway.Images;

/// <summary>Unfinished files: where writers put bytes before they are a picture of the store, and what a crash left there.</summary>
/// <param name="open">Opens a new file for reading and writing; another one in tests, to run into a full disk.</param>
internal sealed class IncomingFiles(string directory, Func<string, SafeFileHandle> open)
{
    private readonly string _prefix = Path.Join(directory, Guid.NewGuid().ToString("n"));
    private long _count;

    /// <summary>A fresh file and its path. Exceptions are those of the file system.</summary>
    public SafeFileHandle Open(out string path)
    {
        path = string.Create(CultureInfo.InvariantCulture, $"{_prefix}-{Interlocked.Increment(ref _count)}.part");
        return open(path);
    }

    /// <summary>Not shared: the runtime then holds a lock on the file, by which another process's clean-up knows that it is in use.</summary>
    public static SafeFileHandle OpenNew(string path) =>
        File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Makes the directory, and removes what no living process holds open.</summary>
    /// <returns>How many files a crash had left.</returns>
    public int Prepare()
    {
        _ = Directory.CreateDirectory(directory);
        var removed = 0;
        foreach (var path in Directory.EnumerateFiles(directory))
        {
            try
            {
                using (File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                    File.Delete(path);
                    removed++;
                }
            }
            catch (IOException)
            {
                // Held by the process that this one replaces, which is still finishing its calls.
            }
        }

        return removed;
    }
}
