using Tessera.Gateway.Catalogue;

namespace Tessera.Gateway.Tests.Catalogue;

public sealed class SizeRuleTests
{
    private static readonly ModelCatalogue Models = ModelCatalogue.Load();

    private static readonly string[] Flexible =
        ["gpt-image-2", "gpt-image-2.5-flare", "gpt-image-2.5-sunburst", "gpt-image-2.6-flare", "gpt-image-2.6-sunburst"];

    private static readonly string[] ThreeSizes = ["gpt-image-1", "gpt-image-1-mini", "gpt-image-1.5", "chatgpt-image-latest"];

    [Theory]
    [InlineData("1024x1024")]
    [InlineData("1536x1024")]
    [InlineData("1024x1536")]
    [InlineData("2048x2048")]
    [InlineData("2048x1152")]
    [InlineData("1152x2048")]
    [InlineData("3840x2160")]
    [InlineData("2160x3840")]
    [InlineData("816x816")]
    [InlineData("2880x2880")]
    [InlineData("1024x640")]
    [InlineData("640x1024")]
    [InlineData("3840x1280")]
    [InlineData("1280x3840")]
    [InlineData("1536x864")]
    [InlineData("976x704")]
    public void Check_SizeWithinTheBounds_IsAccepted(string size)
    {
        foreach (var model in Flexible)
        {
            Assert.Equal(nameof(SizeVerdict.Accepted), Verdict(model, size));
        }
    }

    [Theory]
    [InlineData("bogus", nameof(SizeVerdict.Format))]
    [InlineData("0x0", nameof(SizeVerdict.Format))]
    [InlineData("1024", nameof(SizeVerdict.Format))]
    [InlineData("1024X1024x1", nameof(SizeVerdict.Format))]
    [InlineData("9x9", nameof(SizeVerdict.Multiple))]
    [InlineData("1500x1500", nameof(SizeVerdict.Multiple))]
    [InlineData("1792x936", nameof(SizeVerdict.Multiple))]
    [InlineData("4096x4096", nameof(SizeVerdict.EdgeTooLong))]
    [InlineData("3856x1600", nameof(SizeVerdict.EdgeTooLong))]
    [InlineData("800x800", nameof(SizeVerdict.TooFewPixels))]
    [InlineData("1024x576", nameof(SizeVerdict.TooFewPixels))]
    [InlineData("3008x3008", nameof(SizeVerdict.TooManyPixels))]
    [InlineData("3840x2832", nameof(SizeVerdict.TooManyPixels))]
    [InlineData("3840x1264", nameof(SizeVerdict.Ratio))]
    public void Check_SizeOutsideTheBounds_IsRefusedForItsFirstFault(string size, string verdict)
    {
        foreach (var model in Flexible)
        {
            Assert.Equal(verdict, Verdict(model, size));
        }
    }

    [Theory]
    [InlineData("4000x1001", nameof(SizeVerdict.Multiple))] // too long and too slim as well
    [InlineData("4096x16", nameof(SizeVerdict.EdgeTooLong))] // too slim and too small as well
    [InlineData("1024x16", nameof(SizeVerdict.Ratio))] // too small as well
    public void Check_SeveralFaults_NamesFormThenMultipleThenEdgeThenRatio(string size, string verdict) =>
        Assert.Equal(verdict, Verdict("gpt-image-2", size));

    [Fact]
    public void Check_AutoAtGptModels_IsAuto()
    {
        foreach (var model in Flexible.Concat(ThreeSizes))
        {
            Assert.Equal(nameof(SizeVerdict.Auto), Verdict(model, "auto"));
        }
    }

    [Theory]
    [InlineData("512x512", nameof(SizeVerdict.NotListed))]
    [InlineData("1254x836", nameof(SizeVerdict.NotListed))]
    [InlineData("2048x2048", nameof(SizeVerdict.NotListed))]
    [InlineData("bogus", nameof(SizeVerdict.NotListed))]
    [InlineData("1024x1024", nameof(SizeVerdict.Accepted))]
    [InlineData("1536x1024", nameof(SizeVerdict.Accepted))]
    [InlineData("1024x1536", nameof(SizeVerdict.Accepted))]
    public void Check_ThreeSizeModels_GoByTheirList(string size, string verdict)
    {
        foreach (var model in ThreeSizes)
        {
            Assert.Equal(verdict, Verdict(model, size));
        }
    }

    [Theory]
    [InlineData("dall-e-3", "1024x1024 1792x1024 1024x1792")]
    [InlineData("dall-e-2", "256x256 512x512 1024x1024")]
    public void Check_DallE_GoesByItsListAndKnowsNoAuto(string model, string sizes)
    {
        Assert.Equal(sizes.Split(' '), Models.Find(model)!.Capabilities.Sizes.Listed);
        Assert.All(sizes.Split(' '), size => Assert.Equal(nameof(SizeVerdict.Accepted), Verdict(model, size)));
        Assert.Equal(nameof(SizeVerdict.NotListed), Verdict(model, "auto"));
        Assert.Equal(nameof(SizeVerdict.NotListed), Verdict(model, "1536x1024"));
    }

    [Theory]
    [InlineData("tessera/sketch", "16x16", nameof(SizeVerdict.Accepted))]
    [InlineData("tessera/sketch", "17x3840", nameof(SizeVerdict.Accepted))]
    [InlineData("tessera/sketch", "15x16", nameof(SizeVerdict.EdgeTooShort))]
    [InlineData("tessera/sketch", "3841x16", nameof(SizeVerdict.EdgeTooLong))]
    [InlineData("tessera/sketch", "2881x2880", nameof(SizeVerdict.TooManyPixels))]
    [InlineData("bfl/flux-2-pro", "64x4096", nameof(SizeVerdict.Accepted))]
    [InlineData("bfl/flux-2-pro", "63x64", nameof(SizeVerdict.EdgeTooShort))]
    [InlineData("bfl/flux-2-pro", "64x4097", nameof(SizeVerdict.EdgeTooLong))]
    public void Check_OtherModels_GoByTheirEdges(string model, string size, string verdict) =>
        Assert.Equal(verdict, Verdict(model, size));

    private static string Verdict(string model, string size) => Models.Find(model)!.Capabilities.Sizes.Check(size).Verdict.ToString();
}
