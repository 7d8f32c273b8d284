using System.Text.Json;
using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Validation;

/// <summary>
/// The parameters of gif and svg (specification of the images API, section 2): frames and their duration for the one, the model that
/// writes it for the other. They are passed on as they came; which codes OpenAI gives their errors was not measured.
/// </summary>
internal static class FilmValidation
{
    private const int FramesMin = 2;
    private const int FramesMax = 16;

    private static readonly string[] Efforts = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];

    /// <summary>Those that were given and will do.</summary>
    public static IReadOnlyList<KeyValuePair<string, Field>> Check(FieldReader reader, ImageRequest request)
    {
        var passed = new List<KeyValuePair<string, Field>>();
        Take("frame_count", "gif", () => reader.Integer("frame_count", FramesMin, FramesMax) is not null);
        // Rounded to 10 ms, and cut at what a gif can hold, by the provider.
        Take("frame_duration_ms", "gif", () => reader.Integer("frame_duration_ms", 1, int.MaxValue) is not null);
        Take("svg", "svg", () => IsSvg(reader, request["svg"]!.Value));
        return passed;

        void Take(string name, string format, Func<bool> fits)
        {
            if (request[name] is not { Kind: not FieldKind.Null } field)
            {
                return;
            }

            if (request["output_format"]?.Text != format)
            {
                reader.Refuse(name, CallerError.Invalid("invalid_value", name, $"'{name}' is for output_format {format}. Ask for that format, or leave '{name}' out."));
            }
            else if (fits())
            {
                passed.Add(new(name, field));
            }
        }
    }

    /// <summary>What a gif or an svg excludes.</summary>
    public static ImageCall CheckTogether(ImageCall call, FieldReader reader)
    {
        if (call.OutputFormat is not ("gif" or "svg"))
        {
            return call;
        }

        if (call.OutputFormat == "svg" && call.Pictures > 1 && Leaves("n", "One svg a call: leave 'n' out."))
        {
            call = call with { N = null };
        }

        if (call.OutputFormat == "svg" && call.Operation != Operation.Generate && Leaves("output_format", "An svg can be drawn and not edited. Ask for output_format png, jpeg or webp."))
        {
            call = call with { OutputFormat = null };
        }

        if (call.Stream && Leaves("stream", $"There is no stream for {call.OutputFormat}. Leave 'stream' out."))
        {
            call = call with { Stream = false, PartialImages = null };
        }

        if (call.OutputCompression is not null && Leaves("output_compression", $"There is no compression for {call.OutputFormat}. Leave 'output_compression' out."))
        {
            call = call with { OutputCompression = null };
        }

        return call.Mask is not null && Leaves("mask", $"There is no mask for {call.OutputFormat}. Leave it out, or ask for output_format png, jpeg or webp.") ? call with { Mask = null } : call;

        bool Leaves(string field, string message) => reader.Refuse(field, CallerError.Invalid("invalid_value", field, message));
    }

    private static bool IsSvg(FieldReader reader, Field field)
    {
        if (field.Kind != FieldKind.Object)
        {
            reader.Refuse("svg", FieldReader.WrongType("svg", "object", field));
            return false;
        }

        using var svg = JsonDocument.Parse(field.Text);
        foreach (var property in svg.RootElement.EnumerateObject())
        {
            var known = property.Name switch
            {
                "model" => property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null,
                "reasoning" => IsReasoning(property.Value),
                _ => false,
            };
            if (!known)
            {
                reader.Refuse("svg", CallerError.Invalid("invalid_value", $"svg.{property.Name}", $"Invalid 'svg.{FieldReader.Shorten(property.Name)}': an svg has 'model' and 'reasoning': {{'effort'}}, one of {FieldReader.Listed(Efforts)}."));
                return false;
            }
        }

        return true;
    }

    private static bool IsReasoning(JsonElement reasoning) => reasoning.ValueKind == JsonValueKind.Null
        || (reasoning.ValueKind == JsonValueKind.Object && reasoning.EnumerateObject().All(property =>
            property.Name == "effort" && (property.Value.ValueKind == JsonValueKind.Null || (property.Value.ValueKind == JsonValueKind.String && Efforts.Contains(property.Value.GetString())))));
}
