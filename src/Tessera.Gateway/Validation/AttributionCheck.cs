using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Validation;

/// <summary>
/// For whom a call is made: <c>providerOptions.gateway</c> with <c>user</c> and <c>tags</c>, or the headers
/// <c>ai-reporting-user</c> and <c>ai-reporting-tags</c> (set apart by commas); tags of both together. Where neither names a user,
/// OpenAI's <c>user</c> and its successor <c>safety_identifier</c> do. The limits are Vercel's. Pure.
/// </summary>
internal static class AttributionCheck
{
    private const string UserHeader = "ai-reporting-user";
    private const string TagsHeader = "ai-reporting-tags";

    public const int UserCharsMax = 256;
    public const int TagsMax = 10;
    public const int TagCharsMax = 64;

    public static Result<Attribution, CallerError> Check(ImageRequest request, IHeaderDictionary headers)
    {
        if (Tags(request.ReportedTags).Failed(out var noTags, out var tags))
        {
            return noTags;
        }

        string[] all = [.. tags.Concat(headers[TagsHeader].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal)];
        if (all.Length > TagsMax)
        {
            return CallerError.Invalid("array_above_max_length", "tags", $"A call has at most {TagsMax} tags, got {all.Length}.");
        }

        if (Array.Find(all, tag => tag.Length is 0 or > TagCharsMax || tag.Any(char.IsControl)) is { } bad)
        {
            return CallerError.Invalid("invalid_value", "tags", $"A tag has 1 to {TagCharsMax} characters and no control characters; '{FieldReader.Shorten(bad)}' does not.");
        }

        if (request.ReportedUser is { Kind: not (FieldKind.Text or FieldKind.Null) } field)
        {
            return FieldReader.WrongType("providerOptions.gateway.user", "string", field);
        }

        var user = NullIfEmpty(request.ReportedUser is { Kind: FieldKind.Text } said ? said.Text : null) ?? NullIfEmpty(headers[UserHeader].ToString().Trim());
        if (user is not null && (user.Length > UserCharsMax || user.Any(char.IsControl)))
        {
            return CallerError.Invalid("string_above_max_length", "user", $"The user of a call has at most {UserCharsMax} characters and no control characters.");
        }

        return new Attribution(user ?? OpenAiUser(request, "user") ?? OpenAiUser(request, "safety_identifier"), all);
    }

    private static Result<IReadOnlyList<string>, CallerError> Tags(Field? given)
    {
        if (given is not { Kind: not FieldKind.Null } field)
        {
            return Array.Empty<string>();
        }

        if (field.Kind == FieldKind.Array)
        {
            using var list = JsonDocument.Parse(field.Text);
            if (list.RootElement.EnumerateArray().All(tag => tag.ValueKind == JsonValueKind.String))
            {
                return list.RootElement.EnumerateArray().Select(tag => tag.GetString()!).ToArray();
            }
        }

        return CallerError.Invalid("invalid_type", "providerOptions.gateway.tags", "Invalid type for 'providerOptions.gateway.tags': expected a list of strings.");
    }

    /// <summary>Made for providers and not for reports: never refused, but cut, and without control characters.</summary>
    private static string? OpenAiUser(ImageRequest request, string name)
    {
        if (request[name] is not { Kind: FieldKind.Text or FieldKind.Form } field)
        {
            return null;
        }

        var text = string.Concat(field.Text.Where(character => !char.IsControl(character))).Trim();
        var end = Math.Min(text.Length, UserCharsMax);
        return NullIfEmpty(text[..(end > 0 && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)]);
    }

    private static string? NullIfEmpty(string? text) => text is { Length: > 0 } ? text : null;
}
