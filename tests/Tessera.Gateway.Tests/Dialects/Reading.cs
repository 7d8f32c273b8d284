using System.Text;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects;
using Tessera.Gateway.Tests.Uploads;

namespace Tessera.Gateway.Tests.Dialects;

/// <summary>Reads one body with one dialect, and shows what came of it as text.</summary>
internal static class Reading
{
    public static async Task<ImageRequest> OfAsync(IImageDialect dialect, TestHttp http)
    {
        Assert.False((await dialect.ReadAsync(http.Context.Request, http.Context.RequestAborted)).Failed(out var error, out var request), error?.Message);
        return request!;
    }

    public static async Task<CallerError> RefusedAsync(IImageDialect dialect, TestHttp http)
    {
        Assert.True((await dialect.ReadAsync(http.Context.Request, http.Context.RequestAborted)).Failed(out var error, out _), "the body was read");
        return error;
    }

    /// <summary><c>model=gpt-image-1 prompt=a fox</c>, in order.</summary>
    public static string Fields(this ImageRequest request) => string.Join(' ', request.Fields.Select(field => $"{field.Key}={field.Value.Text}"));

    public static string Adjusted(this ImageRequest request) => string.Join(' ', request.Adjustments.Select(adjustment => $"{adjustment.Field}:{adjustment.Kind}"));

    /// <summary>A picture large enough to wait in a file.</summary>
    public static string LargeBase64 { get; } = Convert.ToBase64String(RemoteCall.LargePng());

    public static string SmallBase64 { get; } = Convert.ToBase64String(RemoteCall.Png(8, 8, withAlpha: true));

    /// <summary>A form whose parts are written by hand: <c>name=prompt</c>, type and content.</summary>
    public static TestHttp Form(params (string Disposition, string? Type, byte[] Content)[] parts)
    {
        var body = new MemoryStream();
        foreach (var (disposition, type, content) in parts)
        {
            body.Write(Encoding.UTF8.GetBytes($"--b=_1\r\nContent-Disposition: form-data; {disposition}\r\n{(type is null ? "" : $"Content-Type: {type}\r\n")}\r\n"));
            body.Write(content);
            body.Write("\r\n"u8);
        }

        body.Write("--b=_1--\r\n"u8);
        return new TestHttp(body.ToArray(), "multipart/form-data; boundary=\"b=_1\"");
    }

    public static (string, string?, byte[]) Text(string disposition, string text) => (disposition, null, Encoding.UTF8.GetBytes(text));
}
