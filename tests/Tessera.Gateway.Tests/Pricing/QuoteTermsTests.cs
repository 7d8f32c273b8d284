using Tessera.Gateway.Calls;
using Tessera.Gateway.Pricing;
using Tessera.Gateway.Tests.Calls;
using Tessera.Gateway.Uploads;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Tests.Pricing;

/// <summary>What a quote's id carries, and what it is safe from.</summary>
public sealed class QuoteTermsTests
{
    private const string Secret = "tsr_test_one";

    private static readonly DateTimeOffset Until = DateTimeOffset.FromUnixTimeSeconds(1_795_000_000);

    [Fact]
    public void Open_OfItsOwnId_IsTheSameTerms()
    {
        var mark = CallMark.Of(Call("\"n\":2,\"size\":\"1024x1024\",\"seed\":7"));
        var terms = new QuoteTerms(Until, mark, new Dictionary<uint, Usd> { [1] = new(5), [uint.MaxValue] = new(long.MaxValue) });

        var opened = QuoteTerms.Open(terms.Seal(Secret), Secret);

        Assert.NotNull(opened);
        Assert.Equal(Until, opened.ExpiresAt);
        Assert.Equal(mark.Parts, opened.Call.Parts);
        Assert.Equal(terms.MostByRoute, opened.MostByRoute);
    }

    [Fact]
    public void Open_WithAnotherKey_IsNone() => Assert.Null(QuoteTerms.Open(Id(), "tsr_test_two"));

    [Fact]
    public void Open_WithAnyCharacterChanged_IsNone()
    {
        var id = Id();
        for (var i = 0; i < id.Length; i++)
        {
            // The last character of base64url may carry bits that nobody reads.
            var changed = id[..i] + (id[i] == 'A' ? 'B' : 'A') + id[(i + 1)..];
            Assert.True(QuoteTerms.Open(changed, Secret) is null || i == id.Length - 1, changed);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("quo_")]
    [InlineData("quo_AA")]
    [InlineData("quo_!!!!")]
    [InlineData("gen_01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    public void Open_AnythingElse_IsNone(string id) => Assert.Null(QuoteTerms.Open(id, Secret));

    [Fact]
    public void Open_IdOfAbsurdLength_IsNone() => Assert.Null(QuoteTerms.Open("quo_" + new string('A', 1_000_000), Secret));

    [Theory]
    [InlineData("", "\"n\":1,\"size\":\"auto\",\"quality\":\"auto\",\"background\":\"auto\",\"stream\":false,\"partial_images\":0,\"output_format\":\"png\",\"moderation\":\"auto\"", "")]
    [InlineData("\"user\":\"a\"", "\"user\":\"b\",\"safety_identifier\":\"c\",\"response_format\":\"url\"", "")]
    [InlineData("\"n\":2", "\"n\":3", "n")]
    [InlineData("\"size\":\"1024x1024\"", "\"quality\":\"low\"", "size quality")]
    [InlineData("\"stream\":true,\"partial_images\":1", "\"stream\":true,\"partial_images\":2", "partial_images")]
    [InlineData("\"output_format\":\"webp\",\"output_compression\":50", "\"output_format\":\"jpeg\",\"output_compression\":51,\"seed\":1", "output_format output_compression seed")]
    public void Differences_OfTwoCalls_AreTheParametersThatCount(string one, string other, string names) =>
        Assert.Equal(names, string.Join(' ', CallMark.Of(Call(one)).Differences(CallMark.Of(Call(other)))));

    [Fact]
    public void Differences_OfPictures_AreTheirBytesOrderAndMask()
    {
        var (first, second) = (Ask.Png(8, 8), Ask.Png(9, 9));
        var edit = Call("") with { Operation = Operation.Edit, Images = [first, second] };

        Assert.Empty(Differences(edit, edit with { Images = [Ask.Png(8, 8), Ask.Png(9, 9)] }));
        Assert.Equal(["images"], Differences(edit, edit with { Images = [second, first] }));
        Assert.Equal(["images"], Differences(edit, edit with { Images = [first] }));
        Assert.Equal(["mask"], Differences(edit, edit with { Mask = Ask.Png(8, 8, withAlpha: true) }));
        Assert.Equal(["images"], Differences(edit, edit with { Images = [Remote("https://a.example/1"), second] }));
        Assert.Empty(Differences(edit with { Images = [Remote("https://a.example/1")] }, edit with { Images = [Remote("https://a.example/1")] }));
        Assert.Equal(["images"], Differences(edit with { Images = [Remote("https://a.example/1")] }, edit with { Images = [Remote("https://a.example/2")] }));
    }

    private static IReadOnlyList<string> Differences(ImageCall one, ImageCall other) => CallMark.Of(one).Differences(CallMark.Of(other));

    private static RemotePicture Remote(string address) => new(new Uri(address)) { Name = "image" };

    private static string Id() => new QuoteTerms(Until, CallMark.Of(Call("")), new Dictionary<uint, Usd> { [1] = new(5) }).Seal(Secret);

    private static ImageCall Call(string rest) => Ask.Taken(Ask.Body("gpt-image-2", rest));
}
