using System.Text;
using System.Text.Json;
using Tessera.Server.Generating;

namespace Tessera.EndToEnd.Tests.Server;

public sealed class AnswerReaderTests
{
    [Theory]
    [InlineData("""{"type":"image_generation.partial_image","b64_json":"AQID","partial_image_index":0}""", true, null, null)]
    [InlineData("""{"type":"image_edit.completed","b64_json":"AQID","usage":{"type":"error"}}""", false, "AQID", null)]
    [InlineData("""{"type":"error","error":{"type":"x","message":"No more."},"sequence_number":0}""", false, null, "No more.")]
    [InlineData("""{"type":"something.new"}""", false, null, null)]
    public void Event_AnyKind_IsTold(string data, bool isPartial, string? picture, string? error)
    {
        var read = AnswerReader.Event(Encoding.UTF8.GetBytes(data));

        Assert.Equal((isPartial, picture, error), (read.IsPartial, read.Picture is { } bytes ? Convert.ToBase64String(bytes) : null, read.Error));
    }

    [Fact]
    public void Event_CutOff_IsNoJson() => Assert.ThrowsAny<JsonException>(() => AnswerReader.Event("""{"type":"image_generation.completed","b64_json":"AQ"""u8));

    [Fact]
    public void Pictures_Several_InTheirOrder() =>
        Assert.Equal([[1], [2, 3]], AnswerReader.Pictures("""{"data":[{"b64_json":"AQ=="},{"revised_prompt":"b64_json","b64_json":"AgM="}]}"""u8.ToArray()));

    [Theory]
    [InlineData("""{"error":{"message":"Send a prompt."}}""", "Send a prompt.")]
    [InlineData("""{"error":"odd"}""", "http://g answered 502")]
    [InlineData("<html>Bad gateway</html>", "http://g answered 502")]
    [InlineData("", "http://g answered 502")]
    public void Refusal_AnyBody_IsASentence(string body, string sentence) =>
        Assert.StartsWith(sentence, AnswerReader.Refusal(Encoding.UTF8.GetBytes(body), 502, "http://g"), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"status":"queued","queue_position":3}""", 0, null, "3 in line")]
    [InlineData("""{"status":"in_progress","loading_model":true}""", 0, null, "loading the model")]
    [InlineData("""{"status":"in_progress","progress":{"tokens":24,"tokens_total":576}}""", 24, 576, "24 of 576 tokens")]
    public void Standing_OfWhatIsOnItsWay_IsToldInWords(string document, int done, int? total, string note) =>
        Assert.Equal(new Movement(done, total, note), AnswerReader.Standing(Encoding.UTF8.GetBytes(document)));

    [Theory]
    [InlineData("""{"status":"in_progress"}""")]
    [InlineData("""{"status":"completed","data":[]}""")]
    [InlineData("""{"progress":{"tokens":"many"}}""")]
    [InlineData("[]")]
    [InlineData("")]
    public void Standing_OfAnythingElse_IsNone(string document) => Assert.Null(AnswerReader.Standing(Encoding.UTF8.GetBytes(document)));
}
