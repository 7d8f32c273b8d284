using System.Text;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Tests.Wire;

public sealed class PlaceholderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    [InlineData(int.MaxValue)]
    public void Index_WrittenAndRead_IsTheSame(int index)
    {
        var bytes = new byte[Placeholder.BytesMax];
        var text = Encoding.ASCII.GetString(bytes, 0, Placeholder.Write(bytes, index));

        Assert.True(Placeholder.TryRead(text, out var read));
        Assert.Equal(index, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("#")]
    [InlineData("##0")]
    [InlineData("#-1")]
    [InlineData("#1x")]
    [InlineData("# 1")]
    [InlineData("#99999999999")]
    [InlineData("https://example.com/#0")]
    public void Text_ThatIsNoPlaceholder_IsNotRead(string text) => Assert.False(Placeholder.TryRead(text, out _));

    [Theory]
    [InlineData("##0", "#0")]
    [InlineData("###", "##")]
    [InlineData("https://example.com", "https://example.com")]
    public void Text_OfTheSender_ComesBack(string kept, string text) => Assert.Equal(text, Placeholder.Unescape(kept));
}
