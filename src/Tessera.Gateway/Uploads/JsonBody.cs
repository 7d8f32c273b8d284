using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Uploads;

/// <summary>
/// A JSON request whose pictures were taken out while it arrived: the document has placeholders in their stead. Owns the
/// pictures, those that no parameter asks for too.
/// </summary>
internal sealed class JsonBody : IDisposable
{
    private readonly JsonDocument _document;
    private readonly UploadedPictures _pictures;

    private JsonBody(JsonDocument document, UploadedPictures pictures) => (_document, _pictures) = (document, pictures);

    public JsonElement Root => _document.RootElement;

    public bool TooManyPictures => _pictures.TooMany;

    public static async Task<Result<JsonBody, CallerError>> ReadAsync(HttpRequest request, PictureRules rules, UploadRoom room, CancellationToken cancellation)
    {
        var pictures = new UploadedPictures(room);
        JsonDocument? document = null;
        try
        {
            var splitter = new PictureSplitter(rules, pictures, room.Limits.TextBytesMax);
            if ((await PushAsync(request, splitter, cancellation) ?? Explain(splitter.Finish(), room.Limits) ?? pictures.Fault) is { } fault)
            {
                return fault;
            }

            var skeleton = splitter.Skeleton.ToArray();
            JsonMending.Mend(skeleton);
            var parsed = JsonDocument.Parse(skeleton);
            if (parsed.RootElement.ValueKind != JsonValueKind.Object)
            {
                parsed.Dispose();
                return NotJson("it is no object");
            }

            document = parsed;
            return new JsonBody(document, pictures);
        }
        catch (JsonException exception)
        {
            return NotJson($"line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}");
        }
        finally
        {
            // Also where the client hung up, and nobody is told anything.
            if (document is null)
            {
                pictures.Dispose();
            }
        }
    }

    /// <summary>The picture that a string stands for, or null where the string is the client's own.</summary>
    public Upload? Picture(JsonElement text, string name)
    {
        if (text.ValueKind != JsonValueKind.String || !Placeholder.TryRead(text.GetString(), out var index) || index >= _pictures.Pictures.Count)
        {
            return null;
        }

        var upload = _pictures.Pictures[index];
        upload.Name = name;
        return upload;
    }

    /// <summary>The client's own string, of a property that could have held a picture.</summary>
    public static string Own(JsonElement text) => Placeholder.Unescape(text.GetString()!);

    public void Dispose()
    {
        _document.Dispose();
        _pictures.Dispose();
    }

    private static async Task<CallerError?> PushAsync(HttpRequest request, PictureSplitter splitter, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(cancellation);
                foreach (var piece in read.Buffer)
                {
                    splitter.Push(piece.Span);
                }

                request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return null;
                }
            }
        }
        catch (BadHttpRequestException exception)
        {
            return RequestFault.Of(exception);
        }
        catch (IOException)
        {
            return RequestFault.CutOff;
        }
    }

    private static CallerError? Explain(WireFault fault, UploadLimits limits) => fault.Kind switch
    {
        WireFaultKind.None => null,
        WireFaultKind.Truncated => NotJson("it ends in the middle of a value"),
        WireFaultKind.SkeletonTooLarge => new(413, CallerError.InvalidRequest, "request_too_large", null, $"The JSON body has more than {limits.TextBytesMax} bytes beside its pictures. Send less text."),
        WireFaultKind.BadBase64 => CallerError.ForImage("invalid_base64_image", null, $"Picture {fault.Picture + 1} is not base64: look at byte {fault.Offset} of the body."),
        WireFaultKind.TooDeep => NotJson("it is nested too deeply"),
        _ => NotJson($"byte {fault.Offset}"),
    };

    private static CallerError NotJson(string where) =>
        CallerError.Invalid(null, null, $"The JSON body of the request could not be parsed ({where}). Send valid JSON with the header 'Content-Type: application/json'.");
}
