using System.Globalization;
using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Validation;

/// <summary>
/// Takes single parameters out of a request, with OpenAI's type rules: null counts as omitted, numbers and flags of a form
/// arrive as text, everything else must have its own type. The first error is kept, and later reads change nothing.
/// </summary>
internal sealed class FieldReader(ImageRequest request)
{
    private const int ShownCharsMax = 80;

    private readonly List<Adjustment> _adjustments = [.. request.Adjustments];

    public CallerError? Error { get; private set; }

    public IReadOnlyList<Adjustment> Adjustments => _adjustments;

    public void Adjust(string field, AdjustmentKind kind, string note) => _adjustments.Add(new(field, kind, note));

    /// <summary>
    /// The parameter cannot be taken. Clients of a strict dialect get the error; for the others it is left out, and said, unless the
    /// call without it would be another one, and paid for.
    /// </summary>
    /// <returns>True where the call goes on without the parameter.</returns>
    public bool Refuse(string field, CallerError error)
    {
        if (request.Strictness == Strictness.Warn && field is not ("model" or "prompt" or "dry_run" or "quote_id"))
        {
            Adjust(field, AdjustmentKind.Dropped, error.Message);
            return true;
        }

        Error ??= error;
        return false;
    }

    /// <summary>A string, or null where it was not given.</summary>
    public string? Text(string name)
    {
        if (request[name] is not { Kind: not FieldKind.Null } field)
        {
            return null;
        }

        if (field.Kind is FieldKind.Text or FieldKind.Form)
        {
            return field.Text;
        }

        Refuse(name, WrongType(name, "string", field));
        return null;
    }

    /// <summary>One of a closed set of words, shown in this order.</summary>
    public string? Word(string name, IReadOnlyList<string> allowed) => Text(name) is { } word ? OneOf(name, word, allowed) : null;

    public string? OneOf(string name, string word, IReadOnlyList<string> allowed)
    {
        if (allowed.Contains(word, StringComparer.Ordinal))
        {
            return word;
        }

        Refuse(name, CallerError.Invalid("invalid_value", name, $"Invalid value: '{Shorten(word)}'. Supported values are: {Listed(allowed)}."));
        return null;
    }

    public long? Integer(string name, long min, long max)
    {
        if (request[name] is not { Kind: not FieldKind.Null } field)
        {
            return null;
        }

        if (field.Kind is not (FieldKind.Number or FieldKind.Form) || !IsInteger(field.Text))
        {
            Refuse(name, WrongType(name, "integer", field));
            return null;
        }

        var fits = long.TryParse(field.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value);
        var isNegative = field.Text[0] == '-';
        if (fits ? value < min : isNegative)
        {
            Refuse(name, CallerError.Invalid("integer_below_min_value", name, $"Invalid '{name}': {Shorten(field.Text)} is below the minimum of {min}."));
            return null;
        }

        if (fits ? value > max : !isNegative)
        {
            Refuse(name, CallerError.Invalid("integer_above_max_value", name, $"Invalid '{name}': {Shorten(field.Text)} is above the maximum of {max}."));
            return null;
        }

        return value;
    }

    private static bool IsInteger(ReadOnlySpan<char> text)
    {
        var digits = text.StartsWith('-') ? text[1..] : text;
        return !digits.IsEmpty && !digits.ContainsAnyExceptInRange('0', '9');
    }

    public bool? Flag(string name)
    {
        if (request[name] is not { Kind: not FieldKind.Null } field)
        {
            return null;
        }

        if (field.AsFlag is { } value)
        {
            return value;
        }

        Refuse(name, WrongType(name, "boolean", field));
        return null;
    }

    public static CallerError WrongType(string name, string expected, Field given) =>
        CallerError.Invalid("invalid_type", name, $"Invalid type for '{name}': expected {expected}, got {given.KindWord}.");

    /// <summary><c>'low', 'medium', and 'auto'</c>: clients take the list out of the message.</summary>
    public static string Listed(IReadOnlyList<string> words) => words.Count switch
    {
        1 => $"'{words[0]}'",
        2 => $"'{words[0]}' and '{words[1]}'",
        _ => $"{string.Join(", ", words.SkipLast(1).Select(word => $"'{word}'"))}, and '{words[^1]}'",
    };

    /// <summary>A client's own text comes back to it, but not 32,000 characters of it.</summary>
    public static string Shorten(string text) => text.Length <= ShownCharsMax ? text : text[..(char.IsHighSurrogate(text[ShownCharsMax - 1]) ? ShownCharsMax - 1 : ShownCharsMax)] + "…";
}
