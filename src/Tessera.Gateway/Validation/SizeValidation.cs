using System.Globalization;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;

namespace Tessera.Gateway.Validation;

/// <summary>Says in words why a model does not make a size, and which it makes.</summary>
internal static class SizeValidation
{
    public static CallerError? Check(string size, SizeRule rule)
    {
        var check = rule.Check(size);
        var said = FieldReader.Shorten(size);
        return check.Verdict switch
        {
            SizeVerdict.Accepted or SizeVerdict.Auto => null,
            SizeVerdict.NotListed => CallerError.Invalid("invalid_value", "size",
                $"Invalid value: '{said}'. Supported values are: {FieldReader.Listed(rule.Listed)}."),
            SizeVerdict.Format => Image($"Invalid size '{said}'. Use WIDTHxHEIGHT, such as 1824x1024, or 'auto'."),
            SizeVerdict.Multiple => Image($"Invalid size '{said}'. Both edges must be multiples of {rule.Multiple}."),
            SizeVerdict.EdgeTooLong => Image($"Invalid size '{said}'. The longest edge may have {rule.EdgeMax} pixels."),
            SizeVerdict.EdgeTooShort => Image($"Invalid size '{said}'. The shortest edge must have {rule.EdgeMin} pixels."),
            SizeVerdict.Ratio => Image($"Invalid size '{said}'. The long edge may be {rule.RatioMax} times the short one."),
            SizeVerdict.TooFewPixels => Image($"Invalid size '{said}'. It is below the current minimum pixel budget of {Number(rule.PixelsMin)} pixels."),
            _ => Image($"Invalid size '{said}'. It exceeds the current pixel budget of {Number(rule.PixelsMax)} pixels."),
        };
    }

    private static CallerError Image(string message) => CallerError.ForImage("invalid_value", "size", message);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
