using System.Text;
using System.Text.Json;
using Tessera.Gateway.Tokens;

namespace Tessera.Gateway.Tests.Tokens;

/// <summary>Our encoder against counts that the vocabulary's own library made; <c>make-counted.mjs</c> makes them again.</summary>
public sealed class VocabularyTests
{
    private static readonly Vocabulary O200k = Vocabulary.O200k;

    [Fact]
    public void CountTokens_OfEveryCountedText_IsTheirs()
    {
        using var counted = JsonDocument.Parse(File.ReadAllBytes(Path.Join(AppContext.BaseDirectory, "Tokens", "counted.json")));
        var faults = new List<string>();
        foreach (var line in counted.RootElement.EnumerateArray())
        {
            // Half a surrogate pair is no text to the reader, so the escapes are read here.
            var unit = Unescape(line[0].GetRawText());
            var tokens = O200k.CountTokens(new StringBuilder().Insert(0, unit, line[1].GetInt32()).ToString());
            if (tokens != line[2].GetInt64())
            {
                faults.Add($"{line}: {tokens}");
            }
        }

        Assert.True(counted.RootElement.GetArrayLength() > 1600);
        Assert.Empty(faults);
    }

    [Fact]
    public void Pieces_OfAnyText_AreTheWholeTextInOrder()
    {
        var chance = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, chance.Next(1, 60)).Select(_ => (char)chance.Next(0x0, 0x3100))));
            var pieces = new TextPieces(bytes);
            var joined = new List<byte>();
            while (pieces.TryNext(out var piece))
            {
                joined.AddRange(piece);
            }

            Assert.Equal(bytes, joined);
        }
    }

    /// <summary>Which pieces a text has shows in few counts, since tokens that span two kinds of letters are rare.</summary>
    [Theory]
    [InlineData("日AB", "日|AB")]
    [InlineData("日Ab", "日Ab")]
    [InlineData("ʰAB", "ʰ|AB")]
    [InlineData("ʰABʰ", "ʰABʰ")]
    [InlineData("HTTPServer aB", "HTTPServer| a|B")]
    [InlineData("it'S I'LLx don'to", "it'S| I'LL|x| don't|o")]
    [InlineData("12345 6", "123|45| |6")]
    [InlineData("a   b  ", "a|  | b|  ")]
    [InlineData("a \n\n b", "a| \n\n| b")]
    [InlineData("x..//\n y", "x|..//\n| y")]
    [InlineData(" !!a ?b", " !!|a| ?|b")]
    [InlineData("a😀b", "a|😀b")]
    [InlineData("𝐀𝐁𝐜d𝟏2345", "𝐀𝐁𝐜d|𝟏23|45")]
    [InlineData("!\u0301 \u0301A", "!\u0301| \u0301|A")]
    public void Pieces_OfAText_AreThoseOfThePattern(string text, string pieces)
    {
        var rest = new TextPieces(Encoding.UTF8.GetBytes(text));
        var found = new List<string>();
        while (rest.TryNext(out var piece))
        {
            found.Add(Encoding.UTF8.GetString(piece));
        }

        Assert.Equal(pieces, string.Join('|', found));
    }

    [Fact]
    public void RankOf_EveryToken_IsItsOwn_AndNothingElseHasOne()
    {
        for (var rank = 0; rank < O200k.Count; rank++)
        {
            Assert.Equal(rank, O200k.RankOf(O200k.Token(rank)));
        }

        Assert.Equal(199_998, O200k.Count);
        Assert.Equal(-1, O200k.RankOf([]));
        Assert.Equal(-1, O200k.RankOf("qzxwvkj"u8));
        Assert.Equal(-1, O200k.RankOf(new byte[4096]));
    }

    [Fact]
    public void O200k_InMemory_IsSmall() => Assert.InRange(O200k.BytesHeld, 1_000_000, 5_000_000);

    [Fact]
    public void Read_FileThatEndsEarly_IsToldFromAWholeOne()
    {
        using var whole = typeof(Vocabulary).Assembly.GetManifestResourceStream("Tessera.Gateway.Tokens.o200k_base.bin")!;
        var half = new byte[whole.Length / 2];
        whole.ReadExactly(half);
        Assert.ThrowsAny<Exception>(() => Vocabulary.Read(new MemoryStream(half)));
    }

    [Fact]
    public void CountTokens_ShortPrompt_AllocatesNextToNothing()
    {
        const string Prompt = "Product photo of a matte-black ceramic coffee mug on a walnut table, soft window light from the left";
        O200k.CountTokens(Prompt);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            O200k.CountTokens(Prompt);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * 1024);
    }

    private static string Unescape(string json)
    {
        var text = new StringBuilder();
        for (var i = 1; i < json.Length - 1; i++)
        {
            if (json[i] != '\\')
            {
                text.Append(json[i]);
            }
            else if (json[++i] == 'u')
            {
                text.Append((char)Convert.ToInt32(json.Substring(i + 1, 4), 16));
                i += 4;
            }
            else
            {
                text.Append(json[i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', var other => other });
            }
        }

        return text.ToString();
    }
}
