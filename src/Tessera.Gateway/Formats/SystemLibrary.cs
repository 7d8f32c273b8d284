using System.Runtime.InteropServices;

namespace Tessera.Gateway.Formats;

/// <summary>A shared library of the system that may be absent. It is looked for once, on first use, and never throws.</summary>
/// <param name="fileName">With its major version (<c>libwebp.so.7</c>): the unversioned name comes with development packages only.</param>
internal sealed class SystemLibrary(string fileName)
{
    private readonly Lazy<nint> _handle = new(() => NativeLibrary.TryLoad(fileName, out var handle) ? handle : 0);

    public bool IsInstalled => _handle.Value != 0;

    /// <summary>The address of a function; call only when <see cref="IsInstalled"/>.</summary>
    /// <exception cref="EntryPointNotFoundException">The library is not the one its name promises.</exception>
    public nint Function(string name) => NativeLibrary.GetExport(_handle.Value, name);
}
