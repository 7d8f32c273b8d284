using System.Text.Json;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Formats;
using Tessera.Gateway.Tests.Formats;
using Tessera.Gateway.Uploads;
using Tessera.Gateway.Validation;

namespace Tessera.Gateway.Tests.Calls;

/// <summary>Requests in the common form, as the dialects' readers would make them.</summary>
internal static class Ask
{
    public static readonly ModelCatalogue Catalogue = ModelCatalogue.Load();

    private static readonly UploadLimits Limits = UploadLimits.Default;

    public static ImageRequest Json(string body, Operation operation = Operation.Generate, Strictness strictness = Strictness.Refuse) =>
        new() { Operation = operation, Strictness = strictness, Fields = Fields(body), PicturesField = "images" };

    public static ImageRequest Form(Operation operation, IReadOnlyList<InputPicture> images, params (string Name, string Text)[] fields) => new()
    {
        Operation = operation,
        Fields = [.. fields.Select(field => KeyValuePair.Create(field.Name, new Field(FieldKind.Form, field.Text)))],
        Images = images,
    };

    public static ImageRequest Edit(string body, IReadOnlyList<InputPicture> images, InputPicture? mask = null, Strictness strictness = Strictness.Refuse) =>
        new() { Operation = Operation.Edit, Strictness = strictness, Fields = Fields(body), Images = images, Mask = mask, PicturesField = "images" };

    public static Upload Upload(byte[] bytes, string name = "image", string? declaredType = null, UploadLimits? limits = null)
    {
        var upload = new Upload(Path.GetTempPath(), (limits ?? Limits) with { MemoryBytesMax = int.MaxValue }) { Name = name, DeclaredType = declaredType };
        upload.Write(bytes);
        upload.Complete();
        return upload;
    }

    public static Upload Png(int width = 8, int height = 8, bool withAlpha = false, string name = "image") => Upload(PngBytes(width, height, withAlpha), name);

    public static byte[] PngBytes(int width, int height, bool withAlpha)
    {
        var output = new MemoryStream();
        Assert.Null(ImageCodec.Encode(TestPictures.Gradient(width, height, withAlpha), ImageFormat.Png, 100, output));
        return output.ToArray();
    }

    public static CallerError Refused(ImageRequest request)
    {
        Assert.True(ImageValidation.Check(request, Catalogue).Failed(out var error, out _), "the request was taken");
        return error;
    }

    public static ImageCall Taken(ImageRequest request)
    {
        Assert.False(ImageValidation.Check(request, Catalogue).Failed(out var error, out var call), error?.Message);
        return call!;
    }

    public static ImageCall Taken(string body) => Taken(Json(body));

    /// <summary>The parameters of a call as text, to be compared.</summary>
    public static string Visible(ImageCall call) =>
        $"{call.N} {call.OutputCompression} {call.PartialImages} {call.Quality} {call.Size} {call.Stream} {call.Background} {call.OutputFormat} "
        + $"{call.Moderation} {call.Delivery} {call.Seed} {call.User} {call.SafetyIdentifier} {call.Style} {call.Complexity} {call.InputFidelity} {call.Passed.Count}";

    /// <summary>A body for a model with a prompt and whatever else: <c>"n":2,</c>.</summary>
    public static string Body(string model, string rest = "") => $$"""{"model":"{{model}}","prompt":"a fox"{{(rest.Length > 0 ? "," : "")}}{{rest}}}""";

    private static List<KeyValuePair<string, Field>> Fields(string body)
    {
        using var document = JsonDocument.Parse(body);
        return [.. document.RootElement.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, Field.Of(property.Value)))];
    }
}
