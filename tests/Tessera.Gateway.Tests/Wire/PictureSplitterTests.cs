using System.Text;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Tests.Wire;

public sealed class PictureSplitterTests
{
    [Fact]
    public void Answer_WithTwoPictures_GivesBothAndTheRest()
    {
        var split = Split.Whole("""{"created":1,"data":[{"b64_json":"AAEC"},{"b64_json":"/w=="}],"usage":{"total_tokens":2}}""");

        Assert.True(split.Fault.IsNone);
        Assert.Equal("""{"created":1,"data":[{"b64_json":"#0"},{"b64_json":"#1"}],"usage":{"total_tokens":2}}""", split.Skeleton);
        Assert.Equal(Recorded("b64_json", "", "000102", "FF"), split.Pictures);
    }

    [Theory]
    [InlineData("data:image/png;base64,AAEC", "image/png")]
    [InlineData("DATA:image/png;BASE64,AAEC", "image/png")]
    [InlineData("data:;base64,AAEC", "")]
    [InlineData("data:image/svg+xml;charset=utf-8;base64,AAEC", "image/svg+xml")]
    [InlineData("data:image\\/png;base64,AAEC", "image/png")]
    [InlineData("\\u0064ata:image/png\\u003Bbase64\\u002cAAEC", "image/png")]
    public void DataUrl_InBase64_IsAPicture(string text, string mediaType)
    {
        var split = Split.Whole($$"""{"image_url":"{{text}}"}""");

        Assert.Equal("""{"image_url":"#0"}""", split.Skeleton);
        Assert.Equal(Recorded("image_url", mediaType, "000102"), split.Pictures);
    }

    [Theory]
    [InlineData("https://example.com/a.png")]
    [InlineData("data:image/svg+xml,<svg/>")]
    [InlineData("data:base64,AAEC")]
    [InlineData("data:image/png;base64;x,AAEC")]
    [InlineData("data:image/é;base64,AAEC")]
    [InlineData("data:image/png;base64")]
    [InlineData("data")]
    [InlineData("xdata:image/png;base64,AAEC")]
    [InlineData("")]
    [InlineData("\\\"data:image/png;base64,AAEC")]
    public void Url_ThatIsNoBase64_StaysAsItCame(string text)
    {
        var json = $$"""{"image_url":"{{text}}"}""";

        Assert.Equal(new Split(json, "", WireFault.None), Split.Whole(json));
    }

    [Fact]
    public void DataUrl_WithAHeadOverItsLimit_StaysAsItCame()
    {
        var json = $$"""{"image_url":"data:image/png;{{new string('a', 200)}};base64,AAEC"}""";

        Assert.Equal(new Split(json, "", WireFault.None), Split.Whole(json));
    }

    [Theory]
    [InlineData("AAEC", "", "000102")]
    [InlineData("AAECAwQFBgcICQ", "", "00010203040506070809")]
    [InlineData("data:image/png;base64,AAEC", "image/png", "000102")]
    [InlineData("dataAAAA", "", "75AB5A000000")]
    [InlineData("d\\u0061ta", "", "75AB5A")]
    public void BareBase64_WhereUrlsMayStandToo_IsAPicture(string text, string mediaType, string hex)
    {
        var split = Split.Whole($$"""{"files":[{"data":"{{text}}"}]}""");

        Assert.Equal("""{"files":[{"data":"#0"}]}""", split.Skeleton);
        Assert.Equal(Recorded("data", mediaType, hex), split.Pictures);
    }

    [Theory]
    [InlineData("""{"files":[{"data":"https://example.com"}],"x":{"data":"any text"}}""")]
    [InlineData("""{"x":{"files":{"deeper":{"data":"any text"}}}}""")]
    [InlineData("""{"files":[[{"data":"any text"}]]}""")]
    [InlineData("""{"data":"any text","files":[]}""")]
    [InlineData("""{"prompt":"b64_json","x":["b64_json","any text"],"b64_json ":"any text","xb64_json":"any text","b64_jso":"any text"}""")]
    [InlineData("""{"b64_json":null,"url":{"b64_json":{"x":"any text"}}}""")]
    [InlineData("""{"x":"\",\"b64_json\":\"AAEC","y":"\\","b64_json":[1,true,["any text"]]}""")]
    [InlineData("""{"B64_JSON":"any text"}""")]
    [InlineData("""{"image_urlx":"data:image/png;base64,AAEC"}""")]
    [InlineData("\"b64_json\"")]
    [InlineData("""["b64_json","AAEC",{"x":1},"AAEC"]""")]
    public void Text_ThatOnlyLooksLikeAPicture_StaysAsItCame(string json) =>
        Assert.Equal(new Split(json, "", WireFault.None), Split.Whole(json));

    [Fact]
    public void Name_WithEscapes_IsTheSameName() =>
        Assert.Equal("""{"b64\u005fjs\u006Fn":"#0"}""", Split.Whole("""{"b64\u005fjs\u006Fn":"AAEC"}""").Skeleton);

    [Fact]
    public void Array_OfARuledProperty_HoldsPictures()
    {
        var rules = new PictureRules(new PictureRule("images", PictureText.Base64));

        var split = Split.Pieces("""{"images":["AAEC",{"images":1,"x":"text"},"AAEC"],"x":"text"}"""u8, [], rules);

        Assert.Equal("""{"images":["#0",{"images":1,"x":"text"},"#1"],"x":"text"}""", split.Skeleton);
    }

    [Theory]
    [InlineData("#0", "##0")]
    [InlineData("##0", "###0")]
    [InlineData("\\u00230", "\\u0023#0")]
    public void Text_ThatForgesAPlaceholder_GetsOneMoreMark(string text, string kept) =>
        Assert.Equal(new Split($$"""{"url":"{{kept}}"}""", "", WireFault.None), Split.Whole($$"""{"url":"{{text}}"}"""));

    [Fact]
    public void ByteOrderMark_BeforeTheDocument_IsDropped() =>
        Assert.Equal("""{"b64_json":"#0"}""", Split.Whole("\uFEFF{\"b64_json\":\"AAEC\"}").Skeleton);

    [Theory]
    [InlineData("""{"b64_json":"AA-_"}""", 15)]
    [InlineData("""{"b64_json":"AAE=A"}""", 17)]
    [InlineData("""{"b64_json":"A"}""", 14)]
    [InlineData("""{"b64_json":"AAEC="}""", 17)]
    [InlineData("""{"b64_json":"AAEC é"}""", 18)]
    [InlineData("""{"b64_json":"AAEC\u00e9"}""", 22)]
    [InlineData("""{"b64_json":"AAEC\""}""", 18)]
    [InlineData("""{"b64_json":"é"}""", 13)]
    [InlineData("""{"b64_json":"#0"}""", 13)]
    [InlineData("""{"files":{"data":"no_colon"}}""", 25)]
    public void Picture_ThatIsNotBase64_IsAFaultAtItsPlace(string json, int offset) =>
        Assert.Equal(new WireFault(WireFaultKind.BadBase64, offset, 0), Split.Whole(json).Fault);

    [Theory]
    [InlineData("""{"b64_json":"AAEC\x"}""")]
    [InlineData("""{"b64_json":"AAEC\u00g0"}""")]
    [InlineData("""{"a":"\ "}""")]
    [InlineData("""{"a":1}}""")]
    [InlineData("]")]
    [InlineData("\uFEFE{}")]
    public void Text_ThatIsNotJson_IsMalformed(string json) => Assert.Equal(WireFaultKind.Malformed, Split.Whole(json).Fault.Kind);

    [Fact]
    public void Document_CutShortAnywhere_IsTruncated()
    {
        var json = """{"created":1,"data":[{"b64_json":"AAECAwQ="},{"url":"data:image/png;base64,AA\u0041="}]}""";
        var (first, second) = (json.IndexOf("AAEC", StringComparison.Ordinal), json.IndexOf("AA\\u", StringComparison.Ordinal));
        for (var length = 0; length < json.Length; length++)
        {
            var picture = length > first && length <= first + 8 ? 0 : length >= second && length <= second + 9 ? 1 : -1;
            Assert.Equal(new WireFault(WireFaultKind.Truncated, length, picture), Split.Whole(json[..length]).Fault);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("\uFEFF")]
    public void Document_WithoutAValue_IsTruncated(string json) => Assert.Equal(WireFaultKind.Truncated, Split.Whole(json).Fault.Kind);

    [Fact]
    public void Skeleton_OverItsLimit_IsAFaultAndStaysWithin()
    {
        var splitter = new PictureSplitter(Split.Rules, DiscardedPictures.Instance, skeletonBytesMax: 100);

        Assert.True(splitter.Push(Encoding.ASCII.GetBytes($$"""{"b64_json":"{{new string('A', 4000)}}","prompt":" """)));
        Assert.False(splitter.Push(Encoding.ASCII.GetBytes(new string('x', 100))));
        Assert.False(splitter.Push("\"}"u8));

        Assert.Equal(WireFaultKind.SkeletonTooLarge, splitter.Finish().Kind);
        Assert.InRange(splitter.Skeleton.Length, 1, 100);
    }

    [Fact]
    public void Skeleton_OfExactlyItsLimit_Passes()
    {
        var splitter = new PictureSplitter(Split.Rules, DiscardedPictures.Instance, skeletonBytesMax: 5000);

        Assert.True(splitter.Push(Encoding.ASCII.GetBytes($"\"{new string('x', 4998)}\"")));

        Assert.True(splitter.Finish().IsNone);
        Assert.Equal(5000, splitter.Skeleton.Length);
    }

    [Theory]
    [InlineData("AAEC")]
    [InlineData("data:;base64,AAEC")]
    public void Pictures_OverTheirLimit_AreAFault(string picture)
    {
        var pictures = new RecordedPictures();
        var splitter = new PictureSplitter(Split.Rules, pictures, picturesMax: 2);

        splitter.Push(Encoding.ASCII.GetBytes($$"""{"files":[{"data":"{{picture}}"},{"data":"{{picture}}"},{"url":"https:"},{"data":"{{picture}}"}]}"""));

        Assert.Equal(WireFaultKind.TooManyPictures, splitter.Finish().Kind);
        Assert.Equal((2, 2), (pictures.Begun, pictures.Ended.Count));
        Assert.Equal(2, splitter.Pictures);
    }

    [Fact]
    public void Nesting_OverItsLimit_IsAFault()
    {
        Assert.Equal(WireFaultKind.None, Split.Whole(new string('[', 64) + new string(']', 64)).Fault.Kind);
        Assert.Equal(new WireFault(WireFaultKind.TooDeep, 64, -1), Split.Whole(new string('[', 65) + new string(']', 65)).Fault);
    }

    [Theory]
    [InlineData("\uFEFF{\"a\":[{\"b64_json\":\"A}")]
    [InlineData("[\"\\u00")]
    [InlineData("\uFEFF{\"a\":{\"b64_json\":\"AA\\")]
    public void Reset_AfterAFaultOrACut_StartsAfresh(string former)
    {
        var pictures = new RecordedPictures();
        var splitter = new PictureSplitter(Split.Rules, pictures);
        splitter.Push(Encoding.UTF8.GetBytes(former));
        pictures.Forget();

        splitter.Reset();
        splitter.Push("""{"b64_json":"AAEC"}"""u8);

        Assert.True(splitter.Finish().IsNone);
        Assert.Equal("""{"b64_json":"#0"}""", Encoding.UTF8.GetString(splitter.Skeleton.Span));
        Assert.Equal(Recorded("b64_json", "", "000102"), string.Join('\n', pictures.Ended));
    }

    private static string Recorded(string property, string mediaType, params string[] pictures) =>
        string.Join('\n', pictures.Select((hex, index) => new RecordedPictures.Picture(index, property, mediaType, "", hex)));
}
