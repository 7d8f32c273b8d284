using System.Collections.Frozen;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Tessera.Dashboard.Assets;

/// <summary>
/// Scripts, styles and the mark, out of this assembly. <c>tessera.css</c> is the design tokens followed by the styles of every
/// component, so that one request brings them all.
/// </summary>
internal sealed class PageAssets
{
    private const string AssetPrefix = "assets/";
    private const string StylePrefix = "styles/";
    private const string Sheet = "tessera.css";

    private readonly FrozenDictionary<string, PageAsset> _assets;

    private PageAssets(IEnumerable<PageAsset> assets) => _assets = assets.ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal);

    public static PageAssets Load()
    {
        var names = typeof(PageAssets).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal).ToList();
        var styles = names.Where(name => name.StartsWith(StylePrefix, StringComparison.Ordinal)).SelectMany(Read);
        return new PageAssets(names
            .Where(name => name.StartsWith(AssetPrefix, StringComparison.Ordinal))
            .Select(name => (Name: name[AssetPrefix.Length..], Bytes: Read(name)))
            .Select(file => PageAsset.Of(file.Name, file.Name == Sheet ? [.. file.Bytes, .. styles] : file.Bytes)));
    }

    public void Map(IEndpointRouteBuilder app) => app.MapMethods("/assets/{name}", [HttpMethods.Get, HttpMethods.Head], WriteAsync);

    private Task WriteAsync(HttpContext http)
    {
        if (!_assets.TryGetValue((string)http.Request.RouteValues["name"]!, out var asset))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return asset.WriteAsync(http);
    }

    private static byte[] Read(string resource)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
