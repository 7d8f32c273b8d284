using System.Text;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Tests.Wire;

public sealed class EventScannerTests
{
    private static readonly string Expected = string.Join('\n',
        """image_generation.partial_image 1 False {"type":"image_generation.partial_image","b64_json":"#0","partial_image_index":0}""",
        "image_generation.completed 1 False {\"type\":\"image_generation.completed\",\n\"b64_json\":\"#0\"}",
        " 0 True [DONE]");

    [Fact]
    public void Stream_CutAnywhere_GivesTheSameEvents()
    {
        var stream = Encoding.UTF8.GetBytes(Samples.Events);
        var whole = Scan.Pieces(stream, []);
        Assert.Equal(Expected, whole.Events);
        Assert.Contains("000102", whole.Pictures, StringComparison.Ordinal);
        Assert.Contains("EventName = image_generation.completed", whole.Pictures, StringComparison.Ordinal);
        for (var cut = 0; cut <= stream.Length; cut++)
        {
            Assert.Equal(whole, Scan.Pieces(stream, [cut]));
        }

        Assert.Equal(whole, Scan.Pieces(stream, [.. Enumerable.Range(0, stream.Length)]));
        for (var seed = 0; seed < 2_000; seed++)
        {
            var cuts = Split.RandomCuts(new Random(seed), stream.Length);
            Assert.True(whole == Scan.Pieces(stream, cuts), $"seed {seed}: cut at {string.Join(' ', cuts)}");
        }
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Line_EndsInThreeWays(string end)
    {
        var stream = $"event: a{end}data: 1{end}{end}{end}data:2{end}data: 3{end}{end}";

        Assert.Equal("a 0 False 1\n 0 False 2\n3", Scan.Whole(stream).Events);
    }

    [Theory]
    [InlineData("\uFEFFdata: 1\n\n", " 0 False 1")]
    [InlineData("\uFEFF\uFEFFdata: 1\n\n", "")]
    [InlineData("\n\uFEFFdata: 1\n\n", "")]
    [InlineData(":\n: data: 1\ndata:  1\n\n", " 0 False  1")]
    [InlineData("data\ndata: 1\ndata\n\n", " 0 False \n1\n")]
    [InlineData("event: a\nevent: b\ndata: 1\n\ndata: 2\n\n", "b 0 False 1\n 0 False 2")]
    [InlineData("event: a\n\ndata: 2\n\n", " 0 False 2")]
    [InlineData("event: a\nevent\ndata: 2\n\n", " 0 False 2")]
    [InlineData("data: 1\r\rdata: 2\n\ndata: 3\n\n", " 0 False 1\n 0 False 2\n 0 False 3")]
    [InlineData("data: 1\nevent: a\n\n", "a 0 False 1")]
    [InlineData("dat: 1\ndatax: 1\neventx: a\n data: 1\nid: 1\nretry: 3\n\n", "")]
    [InlineData("data\n\ndata:\n\ndata: \n\nevent: a\ndata: \n\ndata: 1\n\n", " 0 False 1")]
    [InlineData("", "")]
    public void Corner_OfTheStandard_IsKept(string stream, string events)
    {
        Assert.Equal(new Scan(events, "", WireFault.None), Scan.Whole(stream));
        Assert.Equal(new Scan(events, "", WireFault.None), Scan.Pieces(Encoding.UTF8.GetBytes(stream), [.. Enumerable.Range(0, Encoding.UTF8.GetByteCount(stream))]));
    }

    [Fact]
    public void Name_AfterTheData_ComesTooLateForThePicture()
    {
        var scan = Scan.Whole("data: {\"b64_json\":\"AAEC\"}\nevent: late\n\ndata: {\"b64_json\":\"AAEC\"}\n\n");

        Assert.StartsWith("late 1 ", scan.Events, StringComparison.Ordinal);
        Assert.DoesNotContain("late", scan.Pictures, StringComparison.Ordinal);
    }

    [Fact]
    public void LastEvent_WithoutItsEmptyLine_CountsIfComplete()
    {
        Assert.Equal("a 1 False {\"b64_json\":\"#0\"}", Scan.Whole("event: a\ndata: {\"b64_json\":\"AAEC\"}").Events);
        Assert.Equal(WireFaultKind.Truncated, Scan.Whole("data: 1\n\nevent: a\ndata: {\"b64_json\":\"AAEC\"").Fault.Kind);
        Assert.True(Scan.Whole("data: 1\n\nevent: a\n").Fault.IsNone);
    }

    [Theory]
    [InlineData("data: {\n\ndata: 1\n\n", WireFaultKind.Truncated)]
    [InlineData("data: {\"b64_json\":\"_\"}\n\ndata: 1\n\n", WireFaultKind.BadBase64)]
    [InlineData("data: ]\n\ndata: 1\n\n", WireFaultKind.Malformed)]
    public void Data_ThatIsNoJson_EndsTheStream(string stream, object fault)
    {
        var scan = Scan.Whole(stream);

        Assert.Equal(("", fault), (scan.Events, (object)scan.Fault.Kind));
    }

    [Fact]
    public void Name_OverItsLimit_IsAFault()
    {
        Assert.True(Scan.Whole($"event: {new string('a', EventScanner.NameBytesMax)}\ndata: 1\n\n").Fault.IsNone);
        var tooLong = Encoding.ASCII.GetBytes($"event: {new string('a', EventScanner.NameBytesMax + 1)}\ndata: 1\n\n");
        var expected = new Scan("", "", new WireFault(WireFaultKind.EventNameTooLong, EventScanner.NameBytesMax, -1));
        Assert.Equal(expected, Scan.Pieces(tooLong, []));
        Assert.Equal(expected, Scan.Pieces(tooLong, [50, 100]));
    }

    [Fact]
    public void RandomStream_NeverThrowsAndDoesNotMindCuts()
    {
        string[] parts = ["data:", "event:", "data", "id:", ":", " ", "\n", "\n\n", "\r", "\r\n", "[DONE]", "{\"b64_json\":\"AAEC\"}", "{\"b64_json\":\"", "AA\"}", "1", "é", "\uFEFF"];
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var stream = Encoding.UTF8.GetBytes(string.Concat(random.GetItems(parts, random.Next(1, 20))));
            Assert.True(Scan.Pieces(stream, []) == Scan.Pieces(stream, Split.RandomCuts(random, stream.Length)), $"seed {seed}");
        }
    }
}
