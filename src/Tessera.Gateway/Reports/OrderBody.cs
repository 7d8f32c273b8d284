using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Reports;

/// <summary>
/// A small JSON object that changes the books. A field that is not known is refused by name: a slip of the hand must not be
/// passed over where money is changed. The first fault is kept; what is read after it does not matter.
/// </summary>
internal sealed class OrderBody(JsonElement root)
{
    /// <summary>Far more than an order has.</summary>
    private const int BytesMax = 64 << 10;

    public CallerError? Error { get; private set; }

    public static async Task<Result<OrderBody, CallerError>> ReadAsync(HttpRequest request, IReadOnlyList<string> known, CancellationToken cancellation)
    {
        var buffer = new byte[BytesMax + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        if (length > BytesMax)
        {
            return new CallerError(413, CallerError.InvalidRequest, "request_too_large", null, $"The body has more than {BytesMax} bytes.");
        }

        try
        {
            using var document = JsonDocument.Parse(buffer.AsMemory(0, length), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object ? Check(document.RootElement.Clone(), known) : NotAnObject(known);
        }
        catch (JsonException)
        {
            return NotAnObject(known);
        }
    }

    public bool Has(string name) => root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>Null where it is not given.</summary>
    public string? Text(string name, int lengthMax)
    {
        if (!Has(name))
        {
            return null;
        }

        var value = root.GetProperty(name);
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && text.Length <= lengthMax && !text.Any(char.IsControl))
        {
            return text;
        }

        Refuse(name, $"'{name}' is a text of 1 to {lengthMax} characters, without control characters.");
        return null;
    }

    public string? Required(string name, int lengthMax)
    {
        if (!Has(name))
        {
            Error ??= CallerError.Invalid("missing_required_parameter", name, $"Missing required parameter: '{name}'.");
        }

        return Text(name, lengthMax);
    }

    public bool? Flag(string name)
    {
        if (!Has(name))
        {
            return null;
        }

        if (root.GetProperty(name).ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return root.GetProperty(name).GetBoolean();
        }

        Refuse(name, $"'{name}' is true or false.");
        return null;
    }

    /// <summary>A plain decimal as a text or a number, with a minus where that is allowed; null where it is not given.</summary>
    public Usd? Money(string name, bool maySubtract, Usd max)
    {
        if (!Has(name))
        {
            return null;
        }

        var value = root.GetProperty(name);
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        };
        var isMinus = maySubtract && text.StartsWith('-');
        if (Usd.TryParse(isMinus ? text[1..] : text, out var amount) && amount <= max)
        {
            return isMinus ? Usd.Zero - amount : amount;
        }

        Refuse(name, $"'{name}' is a plain decimal of US dollars such as {(maySubtract ? "-0.042" : "0.042")}: at most nine places, no exponent, {(maySubtract ? "between minus and plus" : "at most")} {max}.");
        return null;
    }

    public void Refuse(string? name, string message) => Error ??= CallerError.Invalid("invalid_value", name, message);

    private static Result<OrderBody, CallerError> Check(JsonElement root, IReadOnlyList<string> known)
    {
        foreach (var property in root.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                return CallerError.Invalid("unknown_parameter", property.Name, $"Unknown parameter: '{Shown(property.Name)}'. Known are {string.Join(", ", known)}.");
            }
        }

        return new OrderBody(root);
    }

    private static CallerError NotAnObject(IReadOnlyList<string> known) =>
        CallerError.Invalid("invalid_json", null, $"The body must be one JSON object with {string.Join(", ", known)}, each at most once.");

    private static string Shown(string name) => Validation.FieldReader.Shorten(name);
}
