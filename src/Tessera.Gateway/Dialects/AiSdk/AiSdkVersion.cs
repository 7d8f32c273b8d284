using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Tessera.Gateway.Dialects.AiSdk;

/// <summary>
/// Which version of the protocol a client speaks: 2 (ai 5), 3 (ai 6) or 4 (ai 7). Its header says so; without one the path
/// does, since clients of any version may be pointed at any base address.
/// </summary>
internal static class AiSdkVersion
{
    public static int Of(HttpRequest request) =>
        int.TryParse(request.Headers["ai-image-model-specification-version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version is >= 2 and <= 4
            ? version
            : OfPath(request.Path);

    public static int OfPath(PathString path) => path.Value switch
    {
        ['/', 'v', '4', '/', ..] => 4,
        ['/', 'v', '3', '/', ..] => 3,
        _ => 2,
    };
}
