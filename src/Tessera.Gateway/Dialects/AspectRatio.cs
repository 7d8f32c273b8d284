using System.Globalization;
using Tessera.Gateway.Catalogue;

namespace Tessera.Gateway.Dialects;

/// <summary>From an aspect ratio, which the AI SDK lets its users give, to a size that the model makes.</summary>
internal static class AspectRatio
{
    /// <summary>About one megapixel: what every image model makes, and the size that the published prices are for.</summary>
    private const double Pixels = 1024 * 1024;

    public static string? ToSize(string ratio, SizeRule rule)
    {
        var parts = ratio.Split(':');
        if (parts.Length != 2
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var height)
            || width is < 1 or > 10_000 || height is < 1 or > 10_000)
        {
            return null;
        }

        var wanted = Math.Log((double)width / height);
        if (rule.IsListed)
        {
            return rule.Listed
                .Select(listed => (Listed: listed, Known: ImageSize.TryParse(listed, out var size), Size: size))
                .Where(choice => choice.Known)
                .OrderBy(choice => Math.Abs(Math.Log((double)choice.Size.Width / choice.Size.Height) - wanted))
                .ThenByDescending(choice => choice.Size.Pixels)
                .Select(choice => choice.Listed)
                .FirstOrDefault();
        }

        var multiple = Math.Max(16, rule.Multiple);
        var fitting = new ImageSize(
            Nearest(Math.Sqrt(Pixels * width / height), multiple),
            Nearest(Math.Sqrt(Pixels * height / width), multiple)).ToString();
        return rule.Check(fitting).IsAccepted ? fitting : null;
    }

    private static int Nearest(double value, int multiple) => Math.Max(1, (int)Math.Round(value / multiple)) * multiple;
}
