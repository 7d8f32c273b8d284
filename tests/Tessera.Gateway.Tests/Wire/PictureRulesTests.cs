using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Tests.Wire;

public sealed class PictureRulesTests
{
    [Theory]
    [InlineData("größe")]
    [InlineData("")]
    public void Name_ThatIsEmptyOrNotAscii_IsRefused(string name) =>
        Assert.Throws<ArgumentException>(() => new PictureRules(new PictureRule(name, PictureText.Base64)));

    [Fact]
    public void Name_BeyondTheLast_IsRefused()
    {
        Assert.Equal(254, Rules(254).NumberOf("p253"u8));
        Assert.Throws<ArgumentException>(() => Rules(255));

        static PictureRules Rules(int count) => new([.. Enumerable.Range(0, count).Select(number => new PictureRule($"p{number}", PictureText.Base64))]);
    }

    [Fact]
    public void NoRules_LeaveEverything() =>
        Assert.Equal("""{"b64_json":"_"}""", Split.Pieces("""{"b64_json":"_"}"""u8, [], new PictureRules()).Skeleton);
}
