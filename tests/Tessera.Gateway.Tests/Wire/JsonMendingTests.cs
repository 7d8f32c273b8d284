using System.Text;
using System.Text.Json;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Tests.Wire;

public sealed class JsonMendingTests
{
    [Theory]
    [InlineData("\"\\ud83d\"", "\uFFFD")]
    [InlineData("\"\\ude00\"", "\uFFFD")]
    [InlineData("\"\\ud83d\\ud83d\\ude00\"", "\uFFFD😀")]
    [InlineData("\"\\ud83d\\u0041\"", "\uFFFDA")]
    [InlineData("\"\\ud83d\\n\"", "\uFFFD\n")]
    [InlineData("\"\\ud83d\\ude00\"", "😀")]
    [InlineData("\"\\\\ud83d\"", "\\ud83d")]
    [InlineData("\"\\\\\\ud83d\"", "\\\uFFFD")]
    [InlineData("\"plain 😀 \\u00e9 \\\\ \\\"\"", "plain 😀 é \\ \"")]
    public void Strings_WithHalfACharacter_CanBeRead(string json, string read) => Assert.Equal(read, Mended(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Bytes_ThatAreNoUtf8_BecomeQuestionMarks() => Assert.Equal("a?b??é", Mended([.. "\"a"u8, 0xff, .. "b"u8, 0xe2, 0x82, .. "é\""u8]));

    [Theory]
    [InlineData("\"\\u12")]
    [InlineData("\\")]
    [InlineData("\"\\ud83d\\u")]
    [InlineData("\"\\uzzzz\"")]
    public void Text_ThatIsNoJson_StaysWhatItIs(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        JsonMending.Mend(bytes);
        Assert.Equal(text.Replace("\\ud83d", "\\ufffd", StringComparison.Ordinal), Encoding.UTF8.GetString(bytes));
    }

    private static string Mended(byte[] json)
    {
        JsonMending.Mend(json);
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetString()!;
    }
}
