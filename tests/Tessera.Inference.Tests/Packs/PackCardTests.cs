using System.Text;
using Tessera.Inference.Packs;

namespace Tessera.Inference.Tests.Packs;

public sealed class PackCardTests
{
    private const string Whole = """
        {"id":"local/tiny","name":"Tiny","creator":"local","family":"janus","grid":{"rows":4,"columns":4,"token_pixels":16},
         "precision":"Int8","weight_bytes":1,"memory_bytes":2,"picture_bytes":3,"can_edit":true,"takes_references":false}
        """;

    [Fact]
    public void TryRead_WholeCard_IsRead()
    {
        using var folder = new TempFolder();
        folder.Write(PackCard.FileName, Encoding.UTF8.GetBytes(Whole));
        Assert.True(PackCard.TryRead(folder.Path, out var card, out var refusal), refusal?.ToString());
        Assert.Equal(("local/tiny", 64, (string?)null), (card.Id, card.Grid.Width, card.Licence));
    }

    [Theory]
    [InlineData("{", "It is no card of a model")]
    [InlineData("null", "It is empty.")]
    [InlineData("""{"id":"local/tiny"}""", "It is no card of a model")]
    [InlineData("local/tiny=local/../tiny", "'local/../tiny' is no id")]
    [InlineData("local/tiny=../tiny", "'../tiny' is no id")]
    [InlineData("\"rows\":4=\"rows\":0", "A size in it is not above zero.")]
    [InlineData("Int8=Int9", "It is no card of a model")]
    [InlineData("\"Tiny\"=null", "It is no card of a model")]
    [InlineData("\"Int8\"=7", "Its precision is not known here.")]
    [InlineData("\"rows\":4=\"rows\":2000000000", "Its grid is larger than 1024 by 1024 tokens of 64 pixels.")]
    [InlineData("Tiny=Ti\\u001bny", "A text in it has control characters or over 400 characters.")]
    public void TryRead_DamagedCard_SaysWhat(string damage, string reason)
    {
        using var folder = new TempFolder();
        var text = damage.Split('=') is [var from, var to] ? Whole.Replace(from, to, StringComparison.Ordinal) : damage;
        folder.Write(PackCard.FileName, Encoding.UTF8.GetBytes(text));
        Assert.False(PackCard.TryRead(folder.Path, out _, out var refusal));
        Assert.StartsWith($"model.json: {reason}", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_NoneOrTooLarge_IsRefused()
    {
        using var folder = new TempFolder();
        Assert.False(PackCard.TryRead(folder.Path, out _, out var absent));
        Assert.Equal("model.json: It is not there.", absent.ToString());
        folder.Write(PackCard.FileName, new byte[65 * 1024]);
        Assert.False(PackCard.TryRead(folder.Path, out _, out var large));
        Assert.Contains("66560 bytes", large.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/x/Janus-Pro-1B", "janus", "deepseek/janus-pro-1b")]
    [InlineData("/x/Janus-Pro-7B/", "janus", "deepseek/janus-pro-7b")]
    [InlineData("/x/Janus-1.3B", "janus", "deepseek/janus-1.3b")]
    [InlineData("/x/Janus-4o-7B", "janus-4o", "freedomintelligence/janus-4o-7b")]
    [InlineData("/x/LlamaGen", "llamagen", "foundationvision/llamagen")]
    [InlineData("/x/c2i B 384", "llamagen", "foundationvision/llamagen-c2i-b-384")]
    [InlineData("/x/Mein Modell (neu)", "janus", "local/mein-modell--neu")]
    [InlineData("/x/..hidden", "janus", "local/hidden")]
    [InlineData("/x/図", "janus", "local/model")]
    [InlineData("/x/a\u001b[2Jb", "janus", "local/a--2jb")]
    public void Of_Folder_IsASafeId(string folder, string family, string id)
    {
        Assert.Equal(id, ModelName.Of(folder, family).Id);
        Assert.True(ModelName.IsId(id));
        Assert.DoesNotContain(ModelName.Of(folder, family).Name, char.IsControl);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a/b/c")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("A/b")]
    [InlineData("../b")]
    [InlineData("a/..")]
    [InlineData("a/b\n")]
    [InlineData(".a/b")]
    public void IsId_WhatLeadsElsewhere_IsNone(string id) => Assert.False(ModelName.IsId(id));

    [Fact]
    public void Check_MoreThanThereIs_NamesBothFigures()
    {
        using var folder = new TempFolder();
        folder.Write(PackCard.FileName, Encoding.UTF8.GetBytes(Whole));
        Assert.True(PackCard.TryRead(folder.Path, out var card, out _));
        card = card with { MemoryBytes = 3L << 30 };
        Assert.Null(new MemoryRoom(3L << 30, 8L << 30).Check(card));
        Assert.Equal("local/tiny: It needs 3.0 GiB of memory to draw, and 1.0 of 8.0 GiB are free.", new MemoryRoom(1L << 30, 8L << 30).Check(card)?.ToString());
        Assert.InRange(MemoryRoom.Now().Bytes, 1, MemoryRoom.Now().Total);
    }
}
