using System.Text.Json;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Janus;

/// <summary>Takes fields out of a config.json; the first that is wrong is kept in <see cref="Wrong"/>.</summary>
internal sealed class ConfigFields
{
    /// <summary>One sentence, or null.</summary>
    public string? Wrong { get; private set; }

    public JsonElement Object(JsonElement root, string name, string otherName)
    {
        var found = root.Member(name) ?? root.Member(otherName);
        if (found is not { ValueKind: JsonValueKind.Object })
        {
            Wrong ??= $"It has neither {name} nor {otherName}; the folder is not of a Janus model.";
        }

        return found ?? default;
    }

    public int Whole(JsonElement from, string name, int otherwise, int max)
    {
        if (from.Member(name) is not { } field)
        {
            return otherwise;
        }

        if (!field.IsWhole(1, max, out var value))
        {
            Wrong ??= $"{name} is not a whole number from 1 to {max}.";
            return otherwise;
        }

        return (int)value;
    }

    public double Positive(JsonElement from, string name, double otherwise)
    {
        if (from.Member(name) is not { } field)
        {
            return otherwise;
        }

        if (field.ValueKind != JsonValueKind.Number || !field.TryGetDouble(out var value) || !(value > 0 && double.IsFinite(value)))
        {
            Wrong ??= $"{name} is not a number above zero.";
            return otherwise;
        }

        return value;
    }

    /// <summary>A field that may be left out, but if it is there must say what the engine does.</summary>
    public void Only(JsonElement from, string name, object? known)
    {
        if (from.Member(name) is not { } field)
        {
            return;
        }

        var same = known switch
        {
            string text => field.ValueKind == JsonValueKind.String && field.GetString() == text,
            false => field.ValueKind == JsonValueKind.False,
            _ => false,
        };
        if (!same)
        {
            Wrong ??= $"{name} is {Refusal.Quote(field.GetRawText())}, which is not known here.";
        }
    }
}
