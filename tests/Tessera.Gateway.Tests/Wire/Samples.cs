namespace Tessera.Gateway.Tests.Wire;

/// <summary>Small bodies in the shapes that image APIs send.</summary>
internal static class Samples
{
    /// <summary>A PNG of one pixel, padded with two characters.</summary>
    public const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==";

    public static TheoryData<string> Documents { get; } = new(
        $$$"""{"created":1795190400,"background":"opaque","data":[{"b64_json":"{{{Png}}}"},{"b64_json":"AAEC"}],"usage":{"total_tokens":453}}""",
        $$$"""{ "created" : 1 ,"data" : [ { "b64_json" : "{{{Png}}}" , "revised_prompt" : "a \"red\" kite, b64_json" } ] }""",
        $$$"""{"images":[{"image_url":"data:image/png;base64,{{{Png}}}"},{"image_url":"https:\/\/example.com\/a.png"}],"mask":{"image_url":"data:image/webp;base64,AAEC"}}""",
        $$$"""{"messages":[{"content":[{"type":"text","text":"Grüße 🎈 data:image/png;base64,AAEC"},{"type":"image_url","image_url":{"url":"data:image/png;base64,{{{Png}}}"}}]}]}""",
        $$$"""{"files":[{"type":"file","mediaType":"image/png","data":"{{{Png}}}"},{"type":"url","url":"https://example.com/b"}],"mask":{"data":"data:;base64,AAECAw"}}""",
        """{"data":[{"b64_json":"\u0041AE\u0043\/\/\n8="},{"b64_json":null},{"b64_json":""},{"b64_json":"AAE="}],"image_url":"#0"}""",
        """{"output":[{"type":"image_generation_call","result":"AAEC"},{"type":"tool","value":{"result":"plain text"}}]}""");

    /// <summary>The name of the event, its data and the pictures in it, in three kinds of line ends.</summary>
    public const string Events =
        "event: image_generation.partial_image\n"
        + "data: {\"type\":\"image_generation.partial_image\",\"b64_json\":\"AAEC\",\"partial_image_index\":0}\n\n"
        + ": ping\r\n\r\n"
        + "event:image_generation.completed\r\ndata:{\"type\":\"image_generation.completed\",\r\ndata:\"b64_json\":\"" + Png + "\"}\r\n\r\n"
        + "id: 7\rretry: 10\rdata: [DONE]\r\r";
}
