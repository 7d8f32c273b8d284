using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Images;

namespace Tessera.Gateway.Playground;

/// <summary>What the dashboard's prompt box speaks: OpenAI's images API, answered in events even for models that do not stream.</summary>
internal sealed class PlaygroundImages(OpenAiImages openAi, ImageStore store, TimeProvider time) : IImageDialect
{
    public string Name => "playground";

    public Task<Result<ImageRequest, CallerError>> ReadAsync(HttpRequest http, CancellationToken cancellation) => openAi.ReadAsync(http, cancellation);

    public IImageReply Open(HttpContext http, ImageRequest? request) =>
        new PlaygroundReply(http.Response, new OpenAiEventReply(http.Response, Operation.Generate, store, time));
}
