using System.Globalization;
using Tessera.Gateway.Catalogue;

namespace Tessera.Gateway.Tests.Catalogue;

public sealed class OutputTokensTests
{
    // Published by OpenAI. One column a quality, as in the tables below.
    private const string Grid = """
        size          low medium   high
        1024x1024     272   1056   4160
        1024x1536     408   1584   6240
        1536x1024     400   1568   6208
        """;

    // From the formula that OpenAI's calculator uses.
    private const string Area2 = """
        size          low medium   high
        1024x1024     196   1756   7024
        1536x1024     158   1372   5488
        1024x1536     158   1372   5488
        2048x2048     397   3568  14272
        2048x1152     157   1413   5650
        1152x2048     157   1413   5650
        2560x1440     205   1843   7370
        3840x2160     371   3336  13342
        2160x3840     371   3336  13342
        1024x640      107    956   3824
        1280x720      106    947   3787
        816x816       171   1536   6143
        3840x1280     139   1328   5311
        1536x864      120   1078   4312
        2880x2880     659   5930  23719
        1792x1024     139   1243   5063
        """;

    // With the factors derived from a partner's price table, 25 of whose 25 cells they give.
    private const string Area25 = """
        size          low medium   high  xhigh    max
        1024x1024     196    439   1756   3122   7024
        1536x1024     158    343   1372   2459   5488
        1024x1536     158    343   1372   2459   5488
        2048x2048     397    892   3568   6343  14272
        2048x1152     157    367   1413   2511   5650
        1152x2048     157    367   1413   2511   5650
        2560x1440     205    478   1843   3276   7370
        3840x2160     371    865   3336   5930  13342
        2160x3840     371    865   3336   5930  13342
        1024x640      107    239    956   1700   3824
        1280x720      106    246    947   1683   3787
        816x816       171    384   1536   2730   6143
        3840x1280     139    332   1328   2324   5311
        1536x864      120    280   1078   1917   4312
        2880x2880     659   1483   5930  10542  23719
        1792x1024     139    323   1243   2271   5063
        """;

    // Usage that the live API reported for gpt-image-2, then readings of OpenAI's calculator.
    private const string Seen = """
        768x1024   low        134
        1024x768   low        134
        896x896    low        180
        960x960    low        187
        1024x1024  low        196
        1024x1024  medium    1756
        1024x1024  high      7024
        2048x2048  low        397
        3840x2160  low        371
        2160x3840  low        371
        3072x2160  low        380
        1024x1024  high      7024
        1536x1024  high      5488
        1024x1536  high      5488
        1024x640   high      3824
        3072x1024  high      3952
        2560x1440  high      7370
        3840x1280  high      5311
        2048x2048  high     14272
        3840x2160  high     13342
        1792x1024  high      5063
        3584x2048  high     12329
        """;

    private static readonly ModelCatalogue Models = ModelCatalogue.Load();

    public static TheoryData<string, string, string, long> Vectors()
    {
        var vectors = new TheoryData<string, string, string, long>();
        Add(vectors, Grid, ["gpt-image-1", "gpt-image-1-mini", "gpt-image-1.5", "chatgpt-image-latest"]);
        Add(vectors, Area2, ["gpt-image-2"]);
        Add(vectors, Area25, ["gpt-image-2.5-flare", "gpt-image-2.5-sunburst", "gpt-image-2.6-flare", "gpt-image-2.6-sunburst"]);
        foreach (var row in Rows(Seen))
        {
            vectors.Add("gpt-image-2", row[0], row[1], long.Parse(row[2], CultureInfo.InvariantCulture));
        }

        return vectors;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Span_PublishedOrObservedPicture_CountsItsTokens(string model, string size, string quality, long expected)
    {
        Assert.True(ImageSize.TryParse(size, out var parsed));

        var span = OutputTokens.Span(Models.Find(model)!.Tokens!, parsed, quality);

        Assert.Equal((expected, expected), (span!.Value.Least, span.Value.Likely));
    }

    [Theory]
    [InlineData(Grid, 9)]
    [InlineData(Area2, 48)]
    [InlineData(Area25, 80)]
    public void Vectors_EachTable_IsComplete(string table, int cells) =>
        Assert.Equal(cells, Rows(table).Skip(1).Sum(row => row.Length - 1));

    [Fact]
    public void Span_QualityWithoutStep_IsUnknown() =>
        Assert.Null(OutputTokens.Span(Models.Find("gpt-image-2")!.Tokens!, new ImageSize(1024, 1024), "xhigh"));

    [Theory]
    [InlineData("low", 664)] // the one bill of a 2.6 picture that is known, at 1536x1024
    [InlineData("high", 1353)]
    public void Span_Gpt26_CoversTheBillsThatWereSeen(string quality, long billed)
    {
        var span = OutputTokens.Span(Models.Find("gpt-image-2.6-flare")!.Tokens!, new ImageSize(1536, 1024), quality)!.Value;

        Assert.InRange(billed, 1, span.Most);
    }

    [Fact]
    public void Area_WiderPicture_CanCostLessThanASquare() =>
        Assert.True(OutputTokens.Area(new ImageSize(3840, 2160), 96) < OutputTokens.Area(new ImageSize(2048, 2048), 96));

    private static void Add(TheoryData<string, string, string, long> vectors, string table, string[] models)
    {
        var rows = Rows(table).ToList();
        foreach (var row in rows.Skip(1))
        {
            for (var column = 1; column < row.Length; column++)
            {
                foreach (var model in models)
                {
                    vectors.Add(model, row[0], rows[0][column], long.Parse(row[column], CultureInfo.InvariantCulture));
                }
            }
        }
    }

    private static IEnumerable<string[]> Rows(string table) =>
        table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
