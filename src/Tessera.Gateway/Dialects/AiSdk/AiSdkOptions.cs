using System.Text.Json;
using System.Text.RegularExpressions;
using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Dialects.AiSdk;

/// <summary>
/// <c>providerOptions.&lt;provider&gt;</c>: settings of one provider, in its own words. Those of OpenAI and of the model's
/// creator become parameters, whether written as <c>outputFormat</c> or <c>output_format</c>; others are not meant for this model.
/// </summary>
internal static partial class AiSdkOptions
{
    public static void Read(JsonElement options, string model, List<KeyValuePair<string, Field>> fields, List<Adjustment> adjustments)
    {
        if (options.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var provider in options.EnumerateObject())
        {
            if (provider.Name == "gateway" || provider.Value.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            if (provider.Name != "openai" && !model.StartsWith(provider.Name + "/", StringComparison.Ordinal))
            {
                adjustments.Add(new($"providerOptions.{provider.Name}", AdjustmentKind.Ignored, $"the model is {model}"));
                continue;
            }

            foreach (var option in provider.Value.EnumerateObject())
            {
                var name = Hump().Replace(option.Name, "_$0").ToLowerInvariant();
                if (!fields.Any(field => field.Key == name))
                {
                    fields.Add(new(name, Field.Of(option.Value)));
                }
            }
        }
    }

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Hump();
}
