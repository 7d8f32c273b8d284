using System.Runtime.InteropServices;

namespace Tessera.Gateway.Images;

/// <summary>Flushes a directory, without which a rename may be undone by a power cut. The framework opens no directories, so libc does.</summary>
internal static partial class DirectoryFlush
{
    private const int ReadOnly = 0;

    /// <exception cref="IOException">The system refused; the message has its words.</exception>
    public static void Flush(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            // NTFS logs renames itself.
            return;
        }

        var descriptor = Open(directory, ReadOnly);
        if (descriptor < 0)
        {
            throw Failed();
        }

        try
        {
            if (Sync(descriptor) != 0)
            {
                throw Failed();
            }
        }
        finally
        {
            _ = Close(descriptor);
        }

        IOException Failed()
        {
            var number = Marshal.GetLastPInvokeError();
            return new IOException($"{Marshal.GetPInvokeErrorMessage(number)}: '{directory}'", number);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
