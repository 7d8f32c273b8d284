using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Images;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Dialects.OpenAi;

/// <summary>OpenAI's images API: generations as JSON, edits and variations as a multipart form or (edits) as JSON.</summary>
internal sealed class OpenAiImages(Operation operation, UploadRoom room, ImageStore store, FileUrlSigner signer, TimeProvider time) : IImageDialect
{
    public string Name => "openai";

    public async Task<Result<ImageRequest, CallerError>> ReadAsync(HttpRequest http, CancellationToken cancellation)
    {
        if (FormBody.IsForm(http))
        {
            return (await FormBody.ReadAsync(http, room, cancellation)).Failed(out var noForm, out var form) ? noForm : OpenAiForm.Read(form, operation);
        }

        return (await JsonBody.ReadAsync(http, OpenAiJson.Rules, room, cancellation)).Failed(out var noJson, out var body) ? noJson : OpenAiJson.Read(body, operation);
    }

    public IImageReply Open(HttpContext http, ImageRequest? request) => request?["stream"]?.AsFlag == true
        ? new OpenAiEventReply(http.Response, operation, store, time)
        : new OpenAiJsonReply(http, store, signer);
}
