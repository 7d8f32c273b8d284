using Tessera.Gateway.Formats;

namespace Tessera.Gateway.Installation;

/// <summary>A library of the system that a picture format needs.</summary>
/// <param name="Format">As people write it: <c>JPEG</c>.</param>
/// <param name="Package">The Debian package that brings it.</param>
public sealed record FormatLibrary(string Format, string Package, bool IsInstalled)
{
    public static IReadOnlyList<FormatLibrary> All =>
    [
        new("JPEG", JpegCodec.PackageName, JpegCodec.System.IsInstalled),
        new("WebP", WebpCodec.PackageName, WebpCodec.System.IsInstalled),
    ];
}
