using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Dialects;
using Tessera.Gateway.Dialects.AiSdk;
using Tessera.Gateway.Dialects.Chat;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Images;
using Tessera.Gateway.Pipeline;
using Tessera.Gateway.Playground;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Http;

/// <summary>Which address speaks which dialect: the one list of both.</summary>
internal sealed class ImageEndpoints(ImagePipeline pipeline, UploadRoom room, LiveCatalogue catalogue, ImageStore store, FileUrlSigner signer, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder app)
    {
        Post(app, "/v1/images/generations", OpenAi(Operation.Generate));
        Post(app, "/v1/images/edits", OpenAi(Operation.Edit));
        Post(app, "/v1/images/variations", OpenAi(Operation.Vary));
        Post(app, "/v1/images/quote", new OpenAiQuote(room, store, signer));
        Post(app, "/v1/chat/completions", new ChatImages(room, store));
        foreach (var version in new[] { "v1", "v2", "v3", "v4" })
        {
            Post(app, $"/{version}/ai/image-model", new AiSdkImages(room, catalogue, store));
        }
    }

    /// <summary>The dashboard's prompt box: the same call, by a caller inside the house.</summary>
    public Task PlayAsync(HttpContext http) => pipeline.RunAsync(http, new PlaygroundImages(OpenAi(Operation.Generate), store, time), Resident.Playground);

    private OpenAiImages OpenAi(Operation operation) => new(operation, room, store, signer, time);

    private void Post(IEndpointRouteBuilder app, string path, IImageDialect dialect) => app.MapPost(path, http =>
    {
        // Kestrel's own limit is 30 MB, less than two large pictures.
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = room.Limits.RequestBytesMax;
        return pipeline.RunAsync(http, dialect);
    });
}
