using System.Text.Json;
using Tessera.Gateway.Catalogue;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Http;

/// <summary>The routes of a model, in the shape of Vercel's <c>/endpoints</c>.</summary>
internal static class ModelEndpointsDocument
{
    public static void Write(Utf8JsonWriter json, ModelCard model)
    {
        json.WriteStartObject();
        json.WriteStartObject("data");
        json.WriteString("id", model.Id);
        json.WriteString("name", model.Name);
        json.WriteNumber("created", ModelDocument.Seconds(model.Released));
        json.WriteNumber("released", ModelDocument.Seconds(model.Released));
        json.WriteString("description", ModelDocument.Description(model));
        json.WriteStartObject("architecture");
        json.WriteNull("tokenizer");
        json.WriteNull("instruct_type");
        json.WriteString("modality", $"{string.Join('+', model.InputModalities)}→image");
        ModelDocument.WriteList(json, "input_modalities", model.InputModalities);
        ModelDocument.WriteList(json, "output_modalities", ["image"]);
        json.WriteEndObject();
        json.WriteStartArray("endpoints");
        foreach (var route in model.Routes)
        {
            WriteRoute(json, model, route);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRoute(Utf8JsonWriter json, ModelCard model, RouteCard route)
    {
        json.WriteStartObject();
        json.WriteString("name", $"{route.Provider} | {model.Id}");
        json.WriteString("model_name", model.Name);
        json.WriteString("provider_name", route.Provider);
        json.WriteNull("max_prompt_tokens");
        json.WriteNull("quantization");
        ModelDocument.WriteList(json, "supported_parameters", []);
        ModelDocument.WriteList(json, "tags", ["image-generation"]);
        json.WriteStartObject("pricing");
        json.WriteString("prompt", Price(route, PriceUnit.TextIn));
        json.WriteString("completion", Price(route, PriceUnit.ImageOut));
        json.WriteString("request", "0");
        json.WriteString("image", Price(route, PriceUnit.ImageIn));
        json.WriteString("image_output", Price(route, PriceUnit.Image));
        json.WriteString("web_search", "0");
        json.WriteString("internal_reasoning", "0");
        json.WriteNumber("discount", 0);
        json.WriteEndObject();
        json.WriteNumber("status", 0);
        json.WriteBoolean("supports_implicit_caching", false);
        json.WriteEndObject();
    }

    private static string Price(RouteCard route, PriceUnit unit) =>
        route.Prices.Lines.FirstOrDefault(line => line.Unit == unit) is { } line ? ModelDocument.PerUnit(line) : "0";
}
