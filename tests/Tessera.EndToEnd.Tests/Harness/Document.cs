using System.Text;

namespace Tessera.EndToEnd.Tests.Harness;

/// <summary>Bodies in OpenAI's images format, as the upstream sends them: 11 text tokens in and 272 image tokens out for each picture.</summary>
internal static class Document
{
    public static byte[] Of(params byte[][] pictures) => Of("openai", pictures);

    /// <param name="mark">Something that the gateway could not have made up, to tell bodies apart.</param>
    public static byte[] Of(string mark, params byte[][] pictures)
    {
        var data = string.Join(", ", pictures.Select(picture => $$"""{ "b64_json" : "{{Convert.ToBase64String(picture)}}" }"""));
        return Encoding.UTF8.GetBytes($$"""
            { "created": 1789000000, "x_mark": "{{mark}}", "background": "opaque",
              "data": [{{data}}],
              "output_format": "png", "quality": "low", "size": "1024x1024", "usage": {{Usage(pictures.Length)}} }
            """);
    }

    /// <summary>A stream with partial pictures and one finished picture.</summary>
    /// <param name="end">The line ends: <c>\n</c> or <c>\r\n</c>.</param>
    public static byte[] Events(byte[] picture, int partials = 2, string end = "\n", string after = "", string family = "image_generation")
    {
        var text = new StringBuilder(": ping").Append(end).Append(end);
        for (var i = 0; i < partials; i++)
        {
            text.Append(Event($"{family}.partial_image", $$""","partial_image_index":{{i}}"""));
        }

        return Encoding.UTF8.GetBytes(text.Append(Event($"{family}.completed", $$""","usage":{{Usage(1)}}""")).Append(after).ToString());

        string Event(string name, string more) =>
            $$"""event: {{name}}{{end}}data: {"type":"{{name}}","b64_json":"{{Convert.ToBase64String(picture)}}","created_at":1789000000,"size":"1024x1024","quality":"low","background":"opaque","output_format":"png"{{more}}}{{end}}{{end}}""";
    }

    private static string Usage(int n) =>
        $$"""{"input_tokens":{{11 * n}},"input_tokens_details":{"image_tokens":0,"text_tokens":{{11 * n}}},"output_tokens":{{272 * n}},"total_tokens":{{283 * n}}}""";
}
