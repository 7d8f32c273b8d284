using System.Text.Json;
using Tessera.Gateway.Providers.OpenAiWire;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Tests.Providers.OpenAiWire;

/// <summary>OpenAI's usage, whose totals contain their details, as quantities that can be added and priced.</summary>
public sealed class WireUsageTests
{
    [Fact]
    public void Edit_AsRecorded_IsTakenApart() => AssertRead(
        """{"input_tokens":1058,"input_tokens_details":{"image_tokens":1024,"text_tokens":34},"output_tokens":539,"total_tokens":1597}""",
        new() { TextIn = 34, ImageIn = 1024, ImageOut = 539 });

    [Fact]
    public void Reasoning_InTheOutput_IsText() => AssertRead(
        """{"input_tokens":10,"output_tokens":1100,"output_tokens_details":{"image_tokens":1000,"text_tokens":100}}""",
        new() { TextIn = 10, TextOut = 100, ImageOut = 1000 });

    [Fact]
    public void CachedTokens_WithDetails_AreTakenFromTheirKind() => AssertRead(
        """{"input_tokens":100,"input_tokens_details":{"image_tokens":60,"text_tokens":40,"cached_tokens":50,"cached_tokens_details":{"image_tokens":30,"text_tokens":20}},"output_tokens":1}""",
        new() { TextIn = 20, CachedTextIn = 20, ImageIn = 30, CachedImageIn = 30, ImageOut = 1 });

    [Fact]
    public void CachedTokens_WithoutDetails_AreText() => AssertRead(
        """{"input_tokens":100,"input_tokens_details":{"image_tokens":60,"text_tokens":40,"cached_tokens":50}}""",
        new() { CachedTextIn = 40, ImageIn = 60 });

    [Fact]
    public void Totals_WithoutDetails_AreTextInAndPicturesOut() => AssertRead("""{"input_tokens":7,"output_tokens":9}""", new() { TextIn = 7, ImageOut = 9 });

    [Theory]
    [InlineData("""{"input_tokens":-7,"output_tokens":-9}""")]
    [InlineData("""{"input_tokens":"many","output_tokens":null}""")]
    [InlineData("""{"input_tokens":1e30,"output_tokens":1000000000000}""")]
    [InlineData("""{"input_tokens":1.5}""")]
    [InlineData("{}")]
    public void Lies_ThatNobodyCouldOwe_AreBookedAsNothing(string usage) => AssertRead(usage, default);

    [Theory]
    [InlineData("""{"input_tokens":10,"input_tokens_details":{"image_tokens":500}}""")]
    [InlineData("""{"input_tokens":10,"input_tokens_details":{"cached_tokens":500}}""")]
    [InlineData("""{"output_tokens":10,"output_tokens_details":{"text_tokens":500}}""")]
    [InlineData("""{"input_tokens":10,"input_tokens_details":{"image_tokens":5,"cached_tokens_details":{"text_tokens":99,"image_tokens":99}}}""")]
    public void Details_AboveTheirTotal_NeverMakeAQuantityNegative(string usage)
    {
        var read = Read(usage);
        Assert.All(Enum.GetValues<PriceUnit>(), unit => Assert.InRange(read[unit], 0, 500));
    }

    private static void AssertRead(string usage, Usage expected) => Assert.Equal(expected, Read(usage));

    private static Usage Read(string usage)
    {
        using var document = JsonDocument.Parse(usage);
        return WireUsage.Read(document.RootElement);
    }
}
