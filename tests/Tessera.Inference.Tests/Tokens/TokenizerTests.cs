using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tessera.Inference.Tests.Reference;
using Tessera.Inference.Tokens;

namespace Tessera.Inference.Tests.Tokens;

public sealed class TokenizerTests
{
    [Theory]
    [InlineData("tokens-deepseek")]
    [InlineData("tokens-plain")]
    [InlineData("tokens-t5")]
    public void TryEncode_EveryCase_GivesTheReferencesIds(string name)
    {
        var tokenizer = Open(name);
        using var cases = JsonDocument.Parse(File.ReadAllBytes(ReferenceFiles.Path(name + "/cases.json")));
        Assert.All(cases.RootElement.EnumerateArray(), one =>
        {
            Assert.True(tokenizer.TryEncode(one.GetProperty("text").GetString()!, out var ids, out var refusal), refusal?.ToString());
            Assert.Equal(one.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()), ids);
        });
    }

    [Fact]
    public void TryEncode_StepsOfANewerFile_GivesTheSameIds()
    {
        // Later conversions of the same models leave the white space to the last step.
        using var folder = new TempFolder();
        var json = JsonNode.Parse(File.ReadAllBytes(ReferenceFiles.Path("tokens-t5/tokenizer.json")))!;
        var table = json["normalizer"]!.DeepClone();
        json["normalizer"] = new JsonObject
        {
            ["type"] = "Sequence",
            ["normalizers"] = new JsonArray(table, JsonNode.Parse("""{"type":"Replace","pattern":{"Regex":" {2,}"},"content":"▁"}""")),
        };
        json["pre_tokenizer"] = JsonNode.Parse("""{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}""");
        folder.Write("tokenizer.json", Encoding.UTF8.GetBytes(json.ToJsonString()));
        Assert.True(Tokenizer.TryOpen(folder.Path, out var newer, out var refusal), refusal?.ToString());
        foreach (var text in (string[])["a red balloon", "two   spaces and ＷＩＤＥ letters", "ﬁne…"])
        {
            Assert.True(Open("tokens-t5").TryEncode(text, out var expected, out _));
            Assert.True(newer.TryEncode(text, out var ids, out _));
            Assert.Equal(expected, ids);
        }
    }

    [Fact]
    public void TryEncode_LongestTextOfUnigrams_TakesNoQuadraticTime()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.True(Open("tokens-t5").TryEncode(string.Concat(Enumerable.Repeat("balloon", 9362)), out var ids, out _));
        Assert.InRange(clock.ElapsedMilliseconds, 0, 3000);
        Assert.InRange(ids.Length, 9362, 65_536);
    }

    [Fact]
    public void IdOf_AddedTokenAndUnknown_IsItsIdAndNull()
    {
        var tokenizer = Open("tokens-deepseek");
        Assert.True(tokenizer.TryEncode("<begin_of_image>", out var ids, out _));
        Assert.Equal(ids[^1], tokenizer.IdOf("<begin_of_image>"));
        Assert.Equal(2, ids.Length);
        Assert.Null(tokenizer.IdOf("<end_of_image>"));
    }

    [Theory]
    [InlineData("a <begin_of_image> b", "a   b")]
    [InlineData("<begin_of_<|User|>image>", "<begin_of_ image>")]
    [InlineData("<|User|><|User|>", "  ")]
    [InlineData("a < b | c > d", "a < b | c > d")]
    public void WithoutAddedTokens_TextFromAStranger_CannotSpeakForTheTemplate(string text, string cleaned) =>
        Assert.Equal(cleaned, Open("tokens-deepseek").WithoutAddedTokens(text));

    [Fact]
    public void TryEncode_TextOverTheLimit_IsRefused()
    {
        Assert.False(Open("tokens-deepseek").TryEncode(new string('a', Tokenizer.TextCharactersMax + 1), out _, out var refusal));
        Assert.Equal("The text has 65537 characters; at most 65536 are encoded.", refusal.Reason);
    }

    [Fact]
    public void TryEncode_LongestTextWithoutABreak_TakesNoQuadraticTime()
    {
        // 65,536 letters that all merge with each other: the plain search for the best pair would look at 10^9 of them.
        var tokenizer = Open("tokens-deepseek");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.True(tokenizer.TryEncode(string.Concat(Enumerable.Repeat("balloon", 9362)), out var ids, out _));
        Assert.InRange(clock.ElapsedMilliseconds, 0, 3000);
        Assert.InRange(ids.Length, 9362, 40_000);
    }

    [Fact]
    public void TryEncode_PatternThatNeverEnds_IsRefusedAfterASecond()
    {
        using var folder = new TempFolder();
        folder.Write("tokenizer.json", TokenizerJson.With("pre_tokenizer", """
            {"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"(a+)+b"},"behavior":"Isolated"},{"type":"ByteLevel"}]}
            """));
        Assert.True(Tokenizer.TryOpen(folder.Path, out var tokenizer, out _));
        Assert.False(tokenizer.TryEncode(new string('a', 200), out _, out var refusal));
        Assert.Equal("One of its patterns takes over a second for this text.", refusal.Reason);
    }

    private static Tokenizer Open(string name)
    {
        Assert.True(Tokenizer.TryOpen(ReferenceFiles.Path(name), out var tokenizer, out var refusal), refusal?.ToString());
        return tokenizer;
    }
}
