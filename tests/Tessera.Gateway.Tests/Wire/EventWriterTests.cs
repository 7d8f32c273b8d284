using System.Buffers;
using System.Text;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Tests.Wire;

public sealed class EventWriterTests
{
    [Theory]
    [InlineData("error", "{\"a\":1}", "event: error\ndata: {\"a\":1}\n\n")]
    [InlineData("", "[DONE]", "data: [DONE]\n\n")]
    [InlineData("a", "{\n\"a\":1\r}", "event: a\ndata: {\ndata: \"a\":1\ndata: }\n\n")]
    public void Event_IsWrittenInLines(string name, string json, string expected)
    {
        var written = new ArrayBufferWriter<byte>();

        EventWriter.Write(written, Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(json));

        Assert.Equal(expected, Encoding.UTF8.GetString(written.WrittenSpan));
    }

    [Fact]
    public void Ping_IsACommentAndNoEvent()
    {
        var written = new ArrayBufferWriter<byte>();

        EventWriter.WritePing(written);

        Assert.Equal(": ping\n\n", Encoding.UTF8.GetString(written.WrittenSpan));
        Assert.Equal(new Scan("", "", WireFault.None), Scan.Whole(": ping\n\n"));
    }

    [Fact]
    public async Task Event_WithAPicture_ReadsBackTheSame()
    {
        var picture = Enumerable.Range(0, 100_000).Select(value => (byte)(value * 7)).ToArray();
        byte[] name = [.. "image_edit.completed"u8], before = [.. "{\"a\":1,\n\"b64_json\":\""u8], after = [.. "\",\r\n\"b\":2}"u8];

        var written = await Piped.TextAsync(writer =>
            EventWriter.WriteAsync(writer, name, before, new MemoryStream(picture), after, null, CancellationToken.None));

        Assert.StartsWith("event: image_edit.completed\ndata: {\"a\":1,\ndata: \"b64_json\":\"AAcO", written, StringComparison.Ordinal);
        var scan = Scan.Whole(written);
        Assert.Equal("image_edit.completed 1 False {\"a\":1,\n\"b64_json\":\"#0\",\n\n\"b\":2}", scan.Events);
        Assert.Contains($"EventName = image_edit.completed, Hex = {Convert.ToHexString(picture)} ", scan.Pictures, StringComparison.Ordinal);
    }
}
