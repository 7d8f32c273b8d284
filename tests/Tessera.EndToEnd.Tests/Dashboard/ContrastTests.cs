using System.Globalization;
using System.Text.RegularExpressions;

namespace Tessera.EndToEnd.Tests.Dashboard;

/// <summary>The design tokens against WCAG 2.2: text 4.5 to 1 (1.4.3), edges of controls 3 to 1 (1.4.11), in both schemes.</summary>
public sealed partial class ContrastTests(DashboardHost host) : IClassFixture<DashboardHost>
{
    private static readonly (string Text, string Ground)[] Texts =
    [
        ("ink", "ground"), ("ink", "surface"), ("ink", "sunken"), ("ink", "hover"), ("ink", "bad-soft"),
        ("muted", "ground"), ("muted", "surface"), ("muted", "sunken"), ("muted", "hover"),
        ("accent", "ground"), ("accent", "surface"), ("accent-strong", "ground"),
        ("on-accent", "accent"), ("on-accent", "accent-strong"),
        ("code-word", "surface"), ("code-text", "surface"), ("code-note", "surface"),
    ];

    private static readonly (string Edge, string Ground)[] Edges = [("edge", "surface"), ("edge", "sunken"), ("accent", "ground"), ("accent", "sunken"), ("bad", "sunken")];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Tokens_OfAScheme_CanBeRead(int scheme)
    {
        using var visitor = await PageVisitor.AtAsync(host.Address);
        var sheet = await (await visitor.GetAsync("/assets/tessera.css")).Content.ReadAsStringAsync();
        var tokens = Token().Matches(Root().Matches(sheet)[scheme].Value).ToDictionary(match => match.Groups[1].Value, match => Luminance(match.Groups[2].Value));
        Assert.DoesNotContain(Texts, pair => Contrast(tokens[pair.Text], tokens[pair.Ground]) < 4.5);
        Assert.DoesNotContain(Edges, pair => Contrast(tokens[pair.Edge], tokens[pair.Ground]) < 3);
    }

    private static double Contrast(double one, double other) => (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);

    private static double Luminance(string hex) => (0.2126 * Linear(hex[..2])) + (0.7152 * Linear(hex[2..4])) + (0.0722 * Linear(hex[4..]));

    private static double Linear(string hex)
    {
        var value = int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    [GeneratedRegex(":root \\{[^}]*\\}")]
    private static partial Regex Root();

    [GeneratedRegex("--([a-z-]+): #([0-9a-f]{6});")]
    private static partial Regex Token();
}
