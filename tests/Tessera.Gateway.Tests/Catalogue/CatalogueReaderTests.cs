using System.Text;
using Tessera.Gateway.Catalogue;

namespace Tessera.Gateway.Tests.Catalogue;

public sealed class CatalogueReaderTests
{
    private const string Names = """
        { "sources": { "docs": "The docs" }, "creators": { "a": "A", "b": "B" } }
        """;

    private const string Profile = """
        "plain": {
          "operations": ["generate"], "sizes": { "listed": ["64x64"] }, "default_size": "64x64",
          "qualities": ["low"], "default_quality": "low", "auto": { "size": "64x64", "quality": "low", "why": "one of each" },
          "output_formats": ["png"], "prompt_chars_max": 10, "n_max": 1
        }
        """;

    [Fact]
    public void Read_FaultlessFiles_GivesCards()
    {
        var (cards, errors) = Read($$"""
            { "profiles": { {{Profile}} }, "models": [
              { "id": "a/one", "name": "One", "inputs": ["text"], "profile": "plain", "released": "2026-05",
                "routes": [{ "provider": "a", "model": "one", "prices": [{ "source": "docs", "as_of": "2026-11-20", "usd_per_image": [{ "usd": "0.01" }] }] }] }
            ] }
            """);

        Assert.Empty(errors);
        var card = Assert.Single(cards);
        Assert.Equal(new DateOnly(2026, 5, 1), card.Released);
        Assert.Equal("docs", Assert.Single(card.ListPrices.Lines).Source);
    }

    [Fact]
    public void Read_ManyFaults_ReportsEachWithFileEntryAndKey()
    {
        var (_, errors) = Read($$"""
            {
              "surprise": 1,
              "profiles": {
                {{Profile}},
                "bad": {
                  "operations": ["paint"], "sizes": { "edge_max": 10, "listed": ["64x64"], "colour": 1 }, "default_size": "1x1",
                  "qualities": ["low"], "default_quality": "best", "legacy_qualities": { "hd": "high" }, "speed": 9,
                  "auto": { "size": "64x64", "quality": "auto" }, "prompt_chars_max": 0, "n_max": 1
                },
                "wrong": { "n_max": "ten" }
              },
              "token_rules": { "odd": { "output": "cube", "steps": { "low": 0 }, "output_exactness": "sure", "input": "tiles", "input_exactness": "exact", "text": "guessed" } },
              "price_lists": { "dear": [{ "source": "hearsay", "as_of": "yesterday", "usd_per_million": { "ink": "-1" } }] },
              "models": [
                { "id": "a/one", "name": "One", "inputs": ["smell"], "profile": "plain", "tokens": "none", "released": "soon", "successor": "a/ghost" },
                { "id": "c/two", "profile": "missing", "aliases": ["a/one"], "color": "red" },
                { "id": "plain", "name": "P", "profile": "plain" },
                { "id": "b/three", "name": 3 },
                { "id": "b/four", "name": "Four", "profile": "plain",
                  "routes": [{ "model": "x", "ends_on": "2026-13-01", "price_list": "dear", "prices": [{ "source": "docs", "as_of": "2026-11-20", "usd_per_image": [{ "usd": "1e3", "size": "big" }, { "usd": "1", "size": "big" }] }] }],
                  "list_prices": [{ "source": "docs", "as_of": "2026-11-20", "usd_per_megapixel": "free" }] }
              ]
            }
            """);

        Assert.Equal(
            """
            data.json: surprise: unknown key
            data.json: bad: speed: unknown key
            data.json: bad: operations: 'paint' is not one of generate, edit, vary
            data.json: bad: output_formats: missing
            data.json: bad: legacy_qualities.hd: 'high' is not one of low
            data.json: bad: sizes.colour: unknown key
            data.json: bad: sizes: give either a list or bounds with edge_max
            data.json: bad: default_size: '1x1' is no size of this profile
            data.json: bad: default_quality: 'best' is not one of low
            data.json: bad: auto.quality: 'auto' is not one of low
            data.json: bad: auto.why: missing
            data.json: bad: prompt_chars_max: 0 is less than 1
            data.json: odd: steps.low: 0 is less than 1
            data.json: odd: output: 'cube' is not one of grid, area
            data.json: odd: output_exactness: 'sure' is not one of exact, estimate
            data.json: odd: text: 'guessed' is not one of o200k, bounded
            data.json: dear: prices[0].source: 'hearsay' is not one of docs
            data.json: dear: prices[0].as_of: 'yesterday' is not a date (2026-11-20, 2026-11 or 2026)
            data.json: dear: prices[0].usd_per_million.ink: 'ink' is not one of text_in, cached_text_in, image_in, cached_image_in, text_out, image_out
            data.json: dear: prices[0].usd_per_million.ink: '-1' is not an amount (0.042, at most nine places)
            data.json: a/one: inputs: 'smell' is not one of text, image
            data.json: a/one: released: 'soon' is not a date (2026-11-20, 2026-11 or 2026)
            data.json: a/one: tokens: 'none' is not one of odd
            data.json: c/two: color: unknown key
            data.json: c/two: id: 'c' has no name among the creators
            data.json: c/two: name: missing
            data.json: c/two: profile: 'missing' is not one of plain, bad
            data.json: plain: id: must be creator/name
            data.json: b/four: routes[0]: give price_list or prices, not both
            data.json: b/four: routes[0].provider: missing
            data.json: b/four: routes[0].ends_on: '2026-13-01' is not a date (2026-11-20, 2026-11 or 2026)
            data.json: b/four: list_prices.prices[0].usd_per_megapixel: 'free' is not an amount (0.042, at most nine places)
            data.json: c/two: aliases: 'a/one' already names a/one
            data.json: a/one: successor: 'a/ghost' is no model of the catalogue
            """.Split('\n'),
            errors.Select(error => error.ToString()).Where(error => !error.Contains("JSON value", StringComparison.Ordinal)));
        Assert.Equal(
            [("wrong", "$.n_max"), ("models[3]", "$.name")],
            errors.Where(error => error.Message.Contains("JSON value", StringComparison.Ordinal)).Select(error => (error.Entry, error.Key)));
    }

    [Fact]
    public void Read_PricesInARoute_AreChecked()
    {
        var (_, errors) = Read($$"""
            { "profiles": { {{Profile}} }, "models": [
              { "id": "a/one", "name": "One", "profile": "plain", "routes": [{ "provider": "a", "model": "one", "prices": [
                { "source": "docs", "as_of": "2026-11-20", "usd_per_image": [{ "usd": "1e3", "size": "big" }, { "usd": "1", "size": "big" }] }] }] }
            ] }
            """);

        Assert.Equal(
            [
                "data.json: a/one: routes[0].prices[0].usd_per_image[0].size: 'big' is not a size (1024x1024)",
                "data.json: a/one: routes[0].prices[0].usd_per_image[0].usd: '1e3' is not an amount (0.042, at most nine places)",
                "data.json: a/one: routes[0].prices[0].usd_per_image[1].size: 'big' is not a size (1024x1024)",
                "data.json: a/one: routes[0]: two lines for (Image, big, )",
            ],
            errors.Select(error => error.ToString()));
    }

    [Fact]
    public void Read_SuccessorsInACircle_ReportsEachOfThem()
    {
        var (_, errors) = Read($$"""
            { "profiles": { {{Profile}} }, "models": [
              { "id": "a/one", "name": "One", "profile": "plain", "successor": "a/two" },
              { "id": "a/two", "name": "Two", "profile": "plain", "successor": "a/one" },
              { "id": "a/three", "name": "Three", "profile": "plain", "successor": "a/one" }
            ] }
            """);

        Assert.Equal(["a/one", "a/two"], errors.Select(error => error.Entry));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{ \"models\": null }")]
    [InlineData("{ \"models\": [null] }")]
    [InlineData("{ \"models\": [{ \"id\": \"a/one\", \"name\": \"One\", \"aliases\": null }] }")]
    [InlineData("{ \"models\": [], \"models\": [] }")]
    [InlineData("{ \"models\": [ }")]
    public void Read_WrongShapeOrNull_IsReportedOnce(string json)
    {
        var (_, errors) = Read(json);

        Assert.Equal("data.json", Assert.Single(errors).File);
    }

    private static (IReadOnlyList<ModelCard> Cards, IReadOnlyList<CatalogueError> Errors) Read(string json) =>
        CatalogueReader.Read([("names.json", Encoding.UTF8.GetBytes(Names)), ("data.json", Encoding.UTF8.GetBytes(json))]);
}
