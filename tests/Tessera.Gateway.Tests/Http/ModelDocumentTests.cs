using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Http;
using Tessera.Gateway.Tests.Calls;

namespace Tessera.Gateway.Tests.Http;

/// <summary>A model as clients list it. Strict clients refuse keys that they do not know, so each key is pinned.</summary>
public sealed class ModelDocumentTests
{
    [Fact]
    public void TokenModel_IsThisText() => Assert.Equal(
        """{"id":"openai/gpt-image-1","object":"model","created":1745366400,"released":1745366400,"owned_by":"openai","shutdown_date":"2026-10-23","name":"GPT Image 1","description":"GPT Image 1 draws and edits pictures. Switched off at its creator on 2026-10-23.","context_window":0,"max_tokens":0,"type":"image","tags":["image-generation","vision"],"supported_specifications":["v2","v3","v4"],"modalities":{"input":["text","image"],"output":["image"]},"pricing":{"input":"0.000005","output":"0.00004","input_cache_read":"0.00000125"}}""",
        Written("gpt-image-1"));

    [Fact]
    public void PictureModel_HasAPriceForEachSizeAndQuality() => Assert.Contains(
        """
        "pricing":{"image_dimension_quality_pricing":[{"size":"1024x1024","quality":"standard","cost":"0.04"}
        """,
        Written("dall-e-3"), StringComparison.Ordinal);

    [Fact]
    public void EveryPrice_IsAPlainDecimal() => Assert.All(
        Ask.Catalogue.All.SelectMany(model => model.ListPrices.Lines), line => Assert.Matches(@"^[0-9]+(\.[0-9]*[1-9])?$", ModelDocument.PerUnit(line)));

    private static string Written(string id) => System.Text.Encoding.UTF8.GetString(OpenAiDocument.Render(json => ModelDocument.Write(json, Ask.Catalogue.Find(id)!)).Span);
}
