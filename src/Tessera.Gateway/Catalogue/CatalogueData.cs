using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tessera.Gateway.Catalogue;

/// <summary>
/// One of the catalogue's files as it is written. Each entry is kept as raw JSON and read by itself, so that a mistake in one
/// does not hide those in the others. Properties are set, not initialised: generated readers give an absent init-only
/// property null in place of its default.
/// </summary>
internal sealed record CatalogueData : WrittenData
{
    /// <summary>Where figures were read, by the name that price blocks use.</summary>
    public Dictionary<string, string> Sources { get; set; } = [];

    /// <summary>The creators' names as they spell them, by the form that ids use.</summary>
    public Dictionary<string, string> Creators { get; set; } = [];

    public Dictionary<string, JsonElement> Profiles { get; set; } = [];

    public Dictionary<string, JsonElement> TokenRules { get; set; } = [];

    /// <summary>Price blocks that several routes share.</summary>
    public Dictionary<string, JsonElement> PriceLists { get; set; } = [];

    public List<JsonElement> Models { get; set; } = [];
}

/// <summary>Collects the keys that the shape does not know, so that each can be reported.</summary>
internal abstract record WrittenData
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? UnknownKeys { get; set; }
}

internal sealed record ModelData : WrittenData
{
    public string? Id { get; set; }

    public string? Name { get; set; }

    public List<string> Aliases { get; set; } = [];

    public string? Released { get; set; }

    public string? ShutsDown { get; set; }

    public string? Successor { get; set; }

    public string? SuccessorNote { get; set; }

    public List<string> Inputs { get; set; } = [];

    public string? Profile { get; set; }

    public string? Tokens { get; set; }

    public List<RouteData> Routes { get; set; } = [];

    /// <summary>Absent where the creator's own route has the prices.</summary>
    public List<PriceData>? ListPrices { get; set; }
}

internal sealed record RouteData : WrittenData
{
    public string? Provider { get; set; }

    public string? Model { get; set; }

    public string? EndsOn { get; set; }

    /// <summary>The name of a shared price list.</summary>
    public string? PriceList { get; set; }

    public List<PriceData> Prices { get; set; } = [];
}

/// <summary>Figures that were read at one place on one day. Money is a plain decimal in a string.</summary>
internal sealed record PriceData : WrittenData
{
    public string? Source { get; set; }

    public string? AsOf { get; set; }

    public Dictionary<string, string> UsdPerMillion { get; set; } = [];

    public List<PicturePriceData> UsdPerImage { get; set; } = [];

    public string? UsdPerMegapixel { get; set; }
}

internal sealed record PicturePriceData : WrittenData
{
    public string? Usd { get; set; }

    public string? Size { get; set; }

    public string? Quality { get; set; }
}

internal sealed record TokenRuleData : WrittenData
{
    public string? Output { get; set; }

    public Dictionary<string, int> Steps { get; set; } = [];

    public string? OutputExactness { get; set; }

    public string? Input { get; set; }

    public string? InputExactness { get; set; }

    public Dictionary<string, int> OutputMostPercent { get; set; } = [];

    public long TextOutMost { get; set; }

    public string? Text { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, AllowDuplicateProperties = false, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CatalogueData))]
[JsonSerializable(typeof(ProfileData))]
[JsonSerializable(typeof(TokenRuleData))]
[JsonSerializable(typeof(ModelData))]
[JsonSerializable(typeof(List<PriceData>))]
internal sealed partial class CatalogueJson : JsonSerializerContext;
