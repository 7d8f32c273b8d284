using Tessera.Gateway.Calls;
using Tessera.Gateway.Http;

namespace Tessera.Gateway.Tests.Http;

/// <summary>The header of adjustments: a list of RFC 8941, whatever the client wrote.</summary>
public sealed class TesseraHeadersTests
{
    /// <summary>One entry: a token, one parameter, a quoted string of printable ASCII without quotes and backslashes.</summary>
    private const string Grammar = """^[A-Za-z*][A-Za-z0-9_.*%~-]*;(dropped|mapped|ignored)="[ !#-\[\]-~]*"(, [A-Za-z*][A-Za-z0-9_.*%~-]*;(dropped|mapped|ignored)="[ !#-\[\]-~]*")*$""";

    [Fact]
    public void Nothing_HasNoHeader() => Assert.Null(TesseraHeaders.Format([]));

    [Fact]
    public void Entries_AreAList() => Assert.Equal(
        "response_format;mapped=\"a signed address\", seed;dropped=\"this model has no seed\", prompt;ignored=\"zeppelin\"",
        TesseraHeaders.Format([new("response_format", AdjustmentKind.Mapped, "a signed address"), new("seed", AdjustmentKind.Dropped, "this model has no seed"), new("prompt", AdjustmentKind.Ignored, "zeppelin")]));

    [Theory]
    [InlineData("a\r\nset-cookie: x=1", "*a%0D%0Aset-cookie%3A%20x%3D1")]
    [InlineData("a\"b", "a%22b")]
    [InlineData("grün", "gr%C3%BCn")]
    [InlineData("ünder", "*%C3%BCnder")]
    [InlineData("1st", "*1st")]
    [InlineData("", "*")]
    public void Name_OfTheClients_IsAToken(string name, string token)
    {
        var header = TesseraHeaders.Format([new(name, AdjustmentKind.Dropped, "x")])!;
        Assert.Matches(Grammar, header);
        Assert.Equal($"{token.TrimStart('*')};dropped=\"x\"", header.TrimStart('*'));
    }

    [Fact]
    public void Name_WithHalfACharacter_IsAToken() => Assert.Equal("*%EF%BF%BD;dropped=\"x\"", TesseraHeaders.Format([new("\ud83d", AdjustmentKind.Dropped, "x")]));

    [Theory]
    [InlineData("say \"no\"", "say 'no'")]
    [InlineData("a\r\nb\0c", "a%0D%0Ab%00c")]
    [InlineData("back\\slash", "back%5Cslash")]
    [InlineData("fähre 😀", "f%C3%A4hre %F0%9F%98%80")]
    public void Note_OfTheClients_IsAString(string note, string written) =>
        Assert.Equal($"prompt;ignored=\"{written}\"", TesseraHeaders.Format([new("prompt", AdjustmentKind.Ignored, note)]));

    [Fact]
    public void Huge_NamesAndNotes_AreCutWithinTheGrammar()
    {
        var header = TesseraHeaders.Format([.. Enumerable.Repeat(new Adjustment(new string('é', 5000), AdjustmentKind.Dropped, new string('ü', 40_000)), 100)])!;
        Assert.InRange(header.Length, 400, 2048);
        Assert.Matches(Grammar, header);
    }

    [Fact]
    public void Chance_WhateverItWrites_StaysWithinTheGrammar()
    {
        const int seed = 20261120;
        var random = new Random(seed);
        for (var i = 0; i < 500; i++)
        {
            string Text() => string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => (char)random.Next(random.Next(2) == 0 ? 128 : 65536)));
            var header = TesseraHeaders.Format([.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => new Adjustment(Text(), (AdjustmentKind)random.Next(3), Text()))])!;
            Assert.Matches(Grammar, header);
        }
    }
}
