using Tessera.Gateway.Calls;
using Tessera.Gateway.Repeats;
using Tessera.Gateway.Tests.Calls;
using Tessera.Gateway.Tests.Uploads;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Tests.Repeats;

/// <summary>Which calls are the same call, and what differs between those that are not.</summary>
public sealed class FingerprintTests
{
    private const string Base = "\"model\":\"gpt-image-2\",\"prompt\":\"a fox\"";

    [Theory]
    [InlineData("{\"prompt\":\"a fox\",\"model\":\"gpt-image-2\"}")]
    [InlineData("{ \"model\" : \"openai/gpt-image-2\",\n \"prompt\" : \"a fox\" }")]
    [InlineData("{\"model\":\"gpt-image-2\",\"prompt\":\"a \\u0066ox\"}")]
    [InlineData("{" + Base + ",\"n\":1}")]
    [InlineData("{" + Base + ",\"n\":null,\"size\":null,\"stream\":null}")]
    [InlineData("{" + Base + ",\"stream\":false,\"partial_images\":0}")]
    public void OtherSpellings_OfTheSameCall_AreEqual(string body) =>
        Assert.Equal(Of("{" + Base + "}").Hash, Of(body).Hash);

    [Theory]
    [InlineData("{\"model\":\"gpt-image-2.5-flare\",\"prompt\":\"a fox\"}", "model")]
    [InlineData("{\"model\":\"gpt-image-2\",\"prompt\":\"a fox \"}", "prompt")]
    [InlineData("{" + Base + ",\"n\":2}", "n")]
    [InlineData("{" + Base + ",\"size\":\"1024x1024\"}", "size")]
    [InlineData("{" + Base + ",\"quality\":\"low\"}", "quality")]
    [InlineData("{" + Base + ",\"background\":\"opaque\"}", "background")]
    [InlineData("{" + Base + ",\"output_format\":\"webp\"}", "output_format")]
    [InlineData("{" + Base + ",\"moderation\":\"low\"}", "moderation")]
    [InlineData("{" + Base + ",\"stream\":true}", "stream")]
    [InlineData("{" + Base + ",\"seed\":7}", "seed")]
    [InlineData("{" + Base + ",\"user\":\"u\"}", "user")]
    [InlineData("{" + Base + ",\"safety_identifier\":\"u\"}", "safety_identifier")]
    [InlineData("{" + Base + ",\"response_format\":\"url\"}", "response_format")]
    public void OneParameter_ThatDiffers_IsNamed(string body, string name)
    {
        var (before, now) = (Of("{" + Base + "}"), Of(body));
        Assert.NotEqual(before.Hash, now.Hash);
        Assert.Equal([name], Differences.Between(Differences.Write(before.Digests), now.Digests));
        Assert.Equal([name], Differences.Between(Differences.Write(now.Digests), before.Digests));
    }

    [Fact]
    public void Digests_HoldNoPrompt() =>
        Assert.DoesNotContain("fox", Differences.Write(Of("{" + Base + "}").Digests), StringComparison.Ordinal);

    [Fact]
    public async Task FormAndJson_OfTheSameEdit_AreEqual()
    {
        var json = Ask.Taken(Ask.Edit("{\"model\":\"gpt-image-1\",\"prompt\":\"a hat\",\"n\":2,\"output_format\":\"webp\",\"output_compression\":80}", [Ask.Png(name: "images[0]")]));
        var form = Ask.Taken(Ask.Form(Operation.Edit, [Ask.Png()], ("output_compression", "80"), ("n", "2"), ("prompt", "a hat"), ("model", "gpt-image-1"), ("output_format", "webp")));
        Assert.Equal(await HashAsync(json), await HashAsync(form));
    }

    [Fact]
    public async Task OneByte_OfAPicture_IsNamedByThePicture()
    {
        var now = await Fingerprint.OfAsync(EditOf(Ask.Png(8, 8), Ask.Png(9, 8)), CancellationToken.None);
        var before = await Fingerprint.OfAsync(EditOf(Ask.Png(8, 8), Ask.Png(8, 9)), CancellationToken.None);
        Assert.Equal(["image[1]"], Differences.Between(Differences.Write(before.Digests), now.Digests));
    }

    [Fact]
    public async Task Picture_InAFile_AndInMemory_AreEqual()
    {
        using var uploads = new TempUploads { Limits = UploadLimits.Default with { MemoryBytesMax = 100 } };
        var bytes = Ask.PngBytes(300, 300, withAlpha: false);
        using var filed = uploads.Room.Begin("image");
        filed.Write(bytes);
        filed.Complete();
        Assert.Equal(await PictureDigest.OfAsync(Ask.Upload(bytes), CancellationToken.None), await PictureDigest.OfAsync(filed, CancellationToken.None));
        Assert.Equal(1, uploads.Waiting);
    }

    [Fact]
    public async Task Mask_AndPicturesByAddress_Count()
    {
        var plain = await HashAsync(EditOf(Ask.Png()));
        var masked = await HashAsync(Ask.Taken(Ask.Edit("{\"model\":\"gpt-image-1\",\"prompt\":\"a hat\"}", [Ask.Png()], Ask.Png(withAlpha: true, name: "mask"))));
        var first = await HashAsync(EditOf(new RemotePicture(new Uri("https://a.example/1.png")) { Name = "image" }));
        var second = await HashAsync(EditOf(new RemotePicture(new Uri("https://a.example/2.png")) { Name = "image" }));
        Assert.Equal(4, new[] { plain, masked, first, second }.Distinct().Count());
    }

    [Theory]
    [InlineData("{\"a\":1,\"b\":[true,null]}", "{ \"b\" : [ true , null ] , \"a\" : 1.0 }", true)]
    [InlineData("{\"a\":1}", "{\"a\":2}", false)]
    [InlineData("{\"a\":[1,2]}", "{\"a\":[2,1]}", false)]
    public void PassedObjects_AreComparedByWhatTheySay(string left, string right, bool equal)
    {
        var call = Ask.Taken("{" + Base + "}");
        string Hash(string svg) => Fingerprint.Of(call with { Passed = [KeyValuePair.Create("svg", new Field(FieldKind.Object, svg))] }, [], null).Hash;
        Assert.Equal(equal, Hash(left) == Hash(right));
    }

    [Fact]
    public void FormText_StandsForTheJsonThatItIs_AndAStringDoesNot()
    {
        var call = Ask.Taken("{" + Base + "}");
        string Hash(Field field) => Fingerprint.Of(call with { Passed = [KeyValuePair.Create("frame_count", field)] }, [], null).Hash;
        Assert.Equal(Hash(new(FieldKind.Number, "9")), Hash(new(FieldKind.Form, "9")));
        Assert.NotEqual(Hash(new(FieldKind.Number, "9")), Hash(new(FieldKind.Text, "9")));
        Assert.NotEqual(Hash(new(FieldKind.Form, "nine")), Hash(new(FieldKind.Form, "ten")));
    }

    [Fact]
    public void Parts_ThatReadAlikeWhenJoined_AreNotEqual()
    {
        var call = Ask.Taken("{" + Base + "}");
        Assert.NotEqual(
            Fingerprint.Of(call with { Prompt = "ab", User = "c" }, [], null).Hash,
            Fingerprint.Of(call with { Prompt = "a", User = "bc" }, [], null).Hash);
    }

    private static Fingerprint Of(string body) => Fingerprint.Of(Ask.Taken(body), [], null);

    private static ImageCall EditOf(params InputPicture[] images) => Ask.Taken(Ask.Edit("{\"model\":\"gpt-image-1\",\"prompt\":\"a hat\"}", images));

    private static async Task<string> HashAsync(ImageCall call) => (await Fingerprint.OfAsync(call, CancellationToken.None)).Hash;
}
