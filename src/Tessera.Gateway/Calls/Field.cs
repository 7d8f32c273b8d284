using System.Text.Json;

namespace Tessera.Gateway.Calls;

/// <summary>What a client wrote for one parameter. <see cref="Form"/> is text of a multipart form, where numbers and flags arrive as text.</summary>
internal enum FieldKind
{
    Null,
    Text,
    Number,
    Flag,
    Object,
    Array,
    Form,
}

/// <summary>One parameter as it was sent, not yet judged. <paramref name="Text"/> is the string, or the raw JSON of anything else.</summary>
internal readonly record struct Field(FieldKind Kind, string Text)
{
    public static Field Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => new(FieldKind.Text, value.GetString()!),
        JsonValueKind.Number => new(FieldKind.Number, value.GetRawText()),
        JsonValueKind.True or JsonValueKind.False => new(FieldKind.Flag, value.GetRawText()),
        JsonValueKind.Object => new(FieldKind.Object, value.GetRawText()),
        JsonValueKind.Array => new(FieldKind.Array, value.GetRawText()),
        _ => new(FieldKind.Null, "null"),
    };

    public static Field Of(string text) => new(FieldKind.Text, text);

    public static Field Of(long number) => new(FieldKind.Number, number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static Field Of(bool flag) => new(FieldKind.Flag, flag ? "true" : "false");

    /// <summary>The flag it is, or null where it is none: forms write flags as text.</summary>
    public bool? AsFlag => Kind is FieldKind.Flag or FieldKind.Form && bool.TryParse(Text, out var flag) ? flag : null;

    /// <summary>The word for this kind in an error message.</summary>
    public string KindWord => Kind switch
    {
        FieldKind.Null => "null",
        FieldKind.Text or FieldKind.Form => "string",
        FieldKind.Number => Text.AsSpan().ContainsAny('.', 'e', 'E') ? "decimal" : "integer",
        FieldKind.Flag => "boolean",
        FieldKind.Object => "object",
        _ => "array",
    };
}
