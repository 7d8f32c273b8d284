using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Tessera.Gateway.Formats;

namespace Tessera.Gateway.Images;

/// <summary>
/// Serves signed addresses of the store. No key is asked for: the address is the permission, as with OpenAI's image URLs.
/// Needs <see cref="ImageStore"/>, <see cref="Thumbnails"/>, <see cref="FileUrlSigner"/> and <see cref="TimeProvider"/> as services.
/// </summary>
internal static class FilesEndpoint
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapFiles(this IEndpointRouteBuilder endpoints)
    {
        _ = endpoints.MapMethods(FileUrlSigner.PicturePath + "{name}", Methods, context => ServeAsync(context, FileView.Picture));
        _ = endpoints.MapMethods(FileUrlSigner.ThumbPath + "{name}", Methods, context => ServeAsync(context, FileView.Thumb));
    }

    private static async Task ServeAsync(HttpContext context, FileView view)
    {
        var services = context.RequestServices;
        var name = (string)context.Request.RouteValues["name"]!;
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var (hash, extension) = dot < 0 ? (name, "") : (name[..dot], name[(dot + 1)..]);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        string? exp = context.Request.Query["exp"];
        var check = services.GetRequiredService<FileUrlSigner>().Verify(hash, extension, exp, context.Request.Query["sig"], now, view);
        if (check != FileUrlCheck.Ok)
        {
            await FileError.WriteAsync(context.Response, check == FileUrlCheck.Expired ? FileError.Expired : FileError.InvalidSignature, context.RequestAborted);
            return;
        }

        var (file, format) = view == FileView.Thumb
            ? await services.GetRequiredService<Thumbnails>().ThumbnailAsync(hash, context.RequestAborted)
            : (services.GetRequiredService<ImageStore>().OpenRead(hash), ImageFormatNames.FromExtension(extension)!.Value);
        if (file is null)
        {
            await FileError.WriteAsync(context.Response, FileError.NotFound, context.RequestAborted);
            return;
        }

        var secondsLeft = long.Parse(exp!, CultureInfo.InvariantCulture) - now.ToUnixTimeSeconds();
        SetHeaders(context.Response.Headers, $"{hash}.{format.Extension}", secondsLeft);
        var tag = new EntityTagHeaderValue(view == FileView.Thumb ? $"\"{hash}-thumb\"" : $"\"{hash}\"");

        // An open file instead of its path: a sweep between the check and the first byte cannot make the answer an error.
        await TypedResults.Stream(file, format.MediaType, entityTag: tag, enableRangeProcessing: true).ExecuteAsync(context);
    }

    private static void SetHeaders(IHeaderDictionary headers, string fileName, long secondsLeft)
    {
        headers.CacheControl = string.Create(CultureInfo.InvariantCulture, $"private, immutable, max-age={secondsLeft}");
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.ContentDisposition = $"inline; filename=\"{fileName}\"";
    }
}
