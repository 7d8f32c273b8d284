using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Uploads;

/// <summary>
/// A multipart form: text parts as fields, file parts as uploads, both in the order sent. Tolerates what official clients
/// send: names without quotes, paths in file names, parts without a type (recorded from OpenAI's .NET client). Owns the uploads.
/// </summary>
internal sealed class FormBody : IDisposable
{
    /// <summary>Parts in one form: sixteen pictures, a mask, and every parameter there is, twice.</summary>
    private const int PartsMax = 96;

    private readonly List<KeyValuePair<string, Field>> _fields = [];
    private readonly List<(string Name, Upload Upload)> _files = [];

    public IReadOnlyList<KeyValuePair<string, Field>> Fields => _fields;

    public IReadOnlyList<(string Name, Upload Upload)> Files => _files;

    public static bool IsForm(HttpRequest request) =>
        request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true;

    public static async Task<Result<FormBody, CallerError>> ReadAsync(HttpRequest request, UploadRoom room, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 } boundary)
        {
            return CallerError.Invalid(null, null, "The form has no boundary: send 'Content-Type: multipart/form-data; boundary=…', which HTTP libraries set by themselves.");
        }

        var form = new FormBody();
        var isWhole = false;
        try
        {
            var reader = new MultipartReader(boundary.Value!, request.Body, 64 << 10) { HeadersCountLimit = 16, HeadersLengthLimit = 16 << 10 };
            while (await reader.ReadNextSectionAsync(cancellation) is { } section)
            {
                if (await form.TakeAsync(section, room, cancellation) is { } error)
                {
                    return error;
                }
            }

            isWhole = true;
            return form;
        }
        catch (BadHttpRequestException exception)
        {
            return RequestFault.Of(exception);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return CallerError.Invalid("invalid_form", null, "The multipart form is damaged or ends early. Send it again.");
        }
        finally
        {
            // Also where the client hung up, and nobody is told anything.
            if (!isWhole)
            {
                form.Dispose();
            }
        }
    }

    public void Dispose() => _files.ForEach(file => file.Upload.Dispose());

    private async Task<CallerError?> TakeAsync(MultipartSection section, UploadRoom room, CancellationToken cancellation)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
            || HeaderUtilities.RemoveQuotes(disposition.Name) is not { Length: > 0 } name)
        {
            return CallerError.Invalid("invalid_form", null, "A part of the form has no name in its Content-Disposition.");
        }

        if (_fields.Count + _files.Count == PartsMax)
        {
            return CallerError.Invalid("invalid_form", null, $"The form has more than {PartsMax} parts.");
        }

        var isFile = disposition.FileName.HasValue || disposition.FileNameStar.HasValue;
        return isFile
            ? await TakeFileAsync(name.Value!, section, room, cancellation)
            : await TakeTextAsync(name.Value!, section, room.Limits, cancellation);
    }

    private async Task<CallerError?> TakeFileAsync(string name, MultipartSection section, UploadRoom room, CancellationToken cancellation)
    {
        var upload = room.Begin(name);
        upload.DeclaredType = MediaTypeHeaderValue.TryParse(section.ContentType, out var type) ? type.MediaType.Value : null;
        _files.Add((name, upload));
        var buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
        try
        {
            int read;
            while ((read = await section.Body.ReadAsync(buffer, cancellation)) > 0)
            {
                upload.Write(buffer.AsSpan(0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        upload.Complete();
        return upload.IsLost ? RequestFault.NoRoom : null;
    }

    private async Task<CallerError?> TakeTextAsync(string name, MultipartSection section, UploadLimits limits, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(limits.TextBytesMax + 1);
        try
        {
            var read = await section.Body.ReadAtLeastAsync(buffer.AsMemory(0, limits.TextBytesMax + 1), limits.TextBytesMax + 1, throwOnEndOfStream: false, cancellation);
            if (read > limits.TextBytesMax)
            {
                return new(413, CallerError.InvalidRequest, "request_too_large", name, $"The part '{name}' has more than {limits.TextBytesMax} bytes.");
            }

            _fields.Add(new(name, new Field(FieldKind.Form, Encoding.UTF8.GetString(buffer, 0, read))));
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
