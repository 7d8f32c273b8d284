using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Images;
using Tessera.Gateway.Uploads;
using Tessera.Gateway.Validation;

namespace Tessera.Gateway.Dialects.OpenAi;

/// <summary>
/// The body of a generation, an edit or a variation, to be priced. With pictures it is an edit; <c>operation</c> (<c>generation</c>,
/// <c>edit</c>, <c>variation</c>) says it outright. Everything else is read as the address of that operation reads it.
/// </summary>
internal sealed class OpenAiQuote(UploadRoom room, ImageStore store, FileUrlSigner signer) : IImageDialect
{
    private const string OperationField = "operation";

    private static readonly (string Word, Operation Operation)[] Operations =
        [("generation", Operation.Generate), ("edit", Operation.Edit), ("variation", Operation.Vary)];

    public string Name => "openai";

    public async Task<Result<ImageRequest, CallerError>> ReadAsync(HttpRequest http, CancellationToken cancellation)
    {
        if (FormBody.IsForm(http))
        {
            if ((await FormBody.ReadAsync(http, room, cancellation)).Failed(out var noForm, out var form))
            {
                return noForm;
            }

            var fields = form.Fields.Where(field => field.Key == OperationField).Select(field => (Field?)field.Value).FirstOrDefault();
            return Choose(fields, form.Files.Any(file => file.Name != "mask") || form.Fields.Any(field => IsPicture(field.Key))).Failed(out var unknown, out var chosen)
                ? Refuse(form, unknown)
                : Priced(OpenAiForm.Read(form, chosen.Value));
        }

        if ((await JsonBody.ReadAsync(http, OpenAiJson.Rules, room, cancellation)).Failed(out var noJson, out var body))
        {
            return noJson;
        }

        var named = body.Root.TryGetProperty(OperationField, out var value) ? Field.Of(value) : (Field?)null;
        return Choose(named, body.Root.EnumerateObject().Any(property => IsPicture(property.Name))).Failed(out var wrong, out var operation)
            ? Refuse(body, wrong)
            : Priced(OpenAiJson.Read(body, operation.Value));
    }

    public IImageReply Open(HttpContext http, ImageRequest? request) => new OpenAiJsonReply(http, store, signer);

    /// <summary>The operation that was named, or the one that the pictures make it.</summary>
    private static Result<Chosen, CallerError> Choose(Field? named, bool hasPictures)
    {
        if (named is not { Kind: not FieldKind.Null } field)
        {
            return new Chosen(hasPictures ? Operation.Edit : Operation.Generate);
        }

        if (field.Kind is not (FieldKind.Text or FieldKind.Form))
        {
            return FieldReader.WrongType(OperationField, "string", field);
        }

        foreach (var (word, operation) in Operations)
        {
            if (field.Text == word)
            {
                return new Chosen(operation);
            }
        }

        return CallerError.Invalid("invalid_value", OperationField, $"Invalid value: '{FieldReader.Shorten(field.Text)}'. Supported values are: {FieldReader.Listed([.. Operations.Select(known => known.Word)])}.");
    }

    private static bool IsPicture(string name) => name is "image" or "image[]" or "images" or "images[]";

    private static CallerError Refuse(IDisposable body, CallerError error)
    {
        body.Dispose();
        return error;
    }

    /// <summary>The request as its own address has it, and that it is only to be priced.</summary>
    private static ImageRequest Priced(ImageRequest request) => request.With(
        [.. request.Fields.Where(field => field.Key is not (OperationField or "dry_run")), new("dry_run", Field.Of(true))]);

    private sealed record Chosen(Operation Value);
}
