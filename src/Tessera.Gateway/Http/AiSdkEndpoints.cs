using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Dialects.AiSdk;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Pipeline;

namespace Tessera.Gateway.Http;

/// <summary>What the AI SDK's gateway client asks beside pictures: the list of models, and the credit.</summary>
internal sealed class AiSdkEndpoints(LiveCatalogue catalogue, Doorkeeper doorkeeper)
{
    public void Map(IEndpointRouteBuilder app)
    {
        foreach (var version in new[] { "v1", "v2", "v3", "v4" })
        {
            app.MapGet($"/{version}/ai/config", ConfigAsync);
            app.MapPost($"/{version}/ai/language-model", LanguageAsync);
        }
    }

    private async Task ConfigAsync(HttpContext http)
    {
        if (doorkeeper.Identify(http.Request).Failed(out var stranger, out _))
        {
            await AiSdkErrors.WriteAsync(http, stranger, http.RequestAborted);
            return;
        }

        http.Response.ContentType = ResponseHead.Json;
        await http.Response.Body.WriteAsync(Config(AiSdkVersion.OfPath(http.Request.Path)), http.RequestAborted);
    }

    /// <summary>
    /// Pricing is null: the client refuses the whole list where a model has a price without text input and output
    /// (specification of the gateway's protocol, section 4.5).
    /// </summary>
    private ReadOnlyMemory<byte> Config(int version) => OpenAiDocument.Render(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("models");
        foreach (var model in catalogue.Current.All)
        {
            json.WriteStartObject();
            json.WriteString("id", model.Id);
            json.WriteString("name", model.Name);
            json.WriteString("description", ModelDocument.Description(model));
            json.WriteNull("pricing");
            json.WriteStartObject("specification");
            json.WriteString("specificationVersion", $"v{version}");
            json.WriteString("provider", model.Creator);
            json.WriteString("modelId", model.Id);
            json.WriteEndObject();
            json.WriteString("modelType", "image");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>A frequent mistake: an image model taken through the language factory.</summary>
    private async Task LanguageAsync(HttpContext http)
    {
        var id = http.Request.Headers["ai-language-model-id"].ToString();
        var error = doorkeeper.Identify(http.Request).Error
            ?? (catalogue.Current.Find(id) is not null
                ? CallerError.Invalid(null, "ai-language-model-id", $"{id} is an image model: use gateway.imageModel('{id}') with generateImage.")
                : new(404, CallerError.InvalidRequest, "model_not_found", "ai-language-model-id", $"This gateway serves image models; '{id}' is none of them."));
        await AiSdkErrors.WriteAsync(http, error, http.RequestAborted);
    }
}
