using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects;
using Tessera.Gateway.Dialects.AiSdk;
using Tessera.Gateway.Dialects.Chat;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Tests.Calls;
using Tessera.Gateway.Tests.Dialects;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Tests.Uploads;

/// <summary>Pictures that came with a call wait in files, and none of them outlives it, however it ends.</summary>
public sealed class OwnershipTests : IDisposable
{
    private static readonly string Picture = $"data:image/png;base64,{Reading.LargeBase64}";
    private static readonly byte[] Bytes = RemoteCall.LargePng();
    private readonly TempUploads _uploads = new();

    public static TheoryData<string> JsonBodies =>
    [
        $$$"""{"images":[{"image_url":"{{{Picture}}}"}],"mask":{"image_url":"{{{Picture}}}"}}""",
        $$$"""{"mask":{"image_url":"{{{Picture}}}"},"mask":{"image_url":"{{{Picture}}}"}}""",
        $$$"""{"images":[{"image_url":"{{{Picture}}}","image_url":"{{{Picture}}}"}]}""",
        $$$"""{"images":[{"image_url":"{{{Picture}}}"},{"image_url":"{{{Picture}}}"},7]}""",
        $$$"""{"else":{"image_url":"{{{Picture}}}"}}""",
        "{\"images\":[" + string.Join(',', Enumerable.Repeat("{\"image_url\":\"" + Picture + "\"}", 20)) + "]}",
    ];

    public void Dispose() => _uploads.Dispose();

    [Theory]
    [MemberData(nameof(JsonBodies))]
    public async Task Json_WhateverItHolds_LeavesNothing(string body)
    {
        var request = await Reading.OfAsync(OpenAi(Operation.Edit), new TestHttp(body));
        Assert.NotEqual(0, _uploads.Waiting);
        request.Dispose();
        request.Dispose();
        Assert.Equal(0, _uploads.Waiting);
    }

    [Theory]
    [InlineData("name=image; filename=a", "name=mask; filename=b")]
    [InlineData("name=mask; filename=a", "name=mask; filename=b")]
    [InlineData("name=photo; filename=a", "name=images; filename=b")]
    public async Task Form_WhateverItHolds_LeavesNothing(string first, string second)
    {
        var request = await Reading.OfAsync(OpenAi(Operation.Edit), Reading.Form((first, null, Bytes), (second, null, Bytes)));
        Assert.Equal(2, _uploads.Waiting);
        request.Dispose();
        Assert.Equal(0, _uploads.Waiting);
    }

    [Fact]
    public async Task AiSdkBody_WithMoreThanIsAskedFor_LeavesNothing()
    {
        var http = new TestHttp($$$"""{"mask":{"data":"{{{Reading.LargeBase64}}}"},"mask":{"data":"{{{Reading.LargeBase64}}}"},"files":[{"data":"{{{Reading.LargeBase64}}}","url":"{{{Picture}}}"},7]}""");
        http.Context.Request.Headers["ai-model-id"] = "openai/gpt-image-1";
        (await Reading.OfAsync(new AiSdkImages(_uploads.Room, new LiveCatalogue(Ask.Catalogue), null!), http)).Dispose();
        Assert.Equal(0, _uploads.Waiting);
    }

    [Fact]
    public async Task ChatBody_WithoutMessages_LeavesNothing()
    {
        await Reading.RefusedAsync(new ChatImages(_uploads.Room, null!), new TestHttp($$$"""{"image_url":"{{{Picture}}}"}"""));
        Assert.Equal(0, _uploads.Waiting);
    }

    [Fact]
    public async Task Body_CutOff_LeavesNothing()
    {
        Assert.Equal(400, (await Reading.RefusedAsync(OpenAi(Operation.Edit), new TestHttp($$$"""{"images":[{"image_url":"{{{Picture}}}"},{"image_url":"data:image/png;base64,AAAA"""))).Status);
        var form = Reading.Form(("name=image; filename=a", null, Bytes), ("name=image; filename=b", null, Bytes));
        form.Context.Request.Body.SetLength(form.Context.Request.Body.Length - 1000);
        Assert.Equal("invalid_form", (await Reading.RefusedAsync(OpenAi(Operation.Edit), form)).Code);
        Assert.Equal(0, _uploads.Waiting);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Client_WhoHangsUpInTheMiddle_LeavesNothing(bool isForm)
    {
        var http = isForm
            ? Reading.Form(("name=image; filename=a", null, Bytes), ("name=image; filename=b", null, Bytes))
            : new TestHttp($$$"""{"images":[{"image_url":"{{{Picture}}}"},{"image_url":"{{{Picture}}}"}]}""");
        http.Context.Request.Body = new HangingUp(http.Context.Request.Body, after: Bytes.Length + 20_000, () => Assert.NotEqual(0, _uploads.Waiting));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => OpenAi(Operation.Edit).ReadAsync(http.Context.Request, CancellationToken.None));
        Assert.Equal(0, _uploads.Waiting);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Disk_ThatCannotBeWritten_IsTheGatewaysFault(bool isForm)
    {
        var uploads = new TempUploads();
        var room = uploads.Room;
        uploads.Dispose();
        var http = isForm ? Reading.Form(("name=image; filename=a", null, Bytes)) : new TestHttp($$$"""{"images":[{"image_url":"{{{Picture}}}"}]}""");
        var error = await Reading.RefusedAsync(new OpenAiImages(Operation.Edit, room, null!, null!, TimeProvider.System), http);
        Assert.Equal((507, "server_error", "storage_full"), (error.Status, error.Type, error.Code));
    }

    private OpenAiImages OpenAi(Operation operation) => new(operation, _uploads.Room, null!, null!, TimeProvider.System);

    /// <summary>A body whose client goes away after so many bytes, as Kestrel reports it.</summary>
    private sealed class HangingUp(Stream inner, int after, Action before) : Stream
    {
        private int _left = after;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_left == 0)
            {
                before();
                throw new OperationCanceledException("The request was aborted");
            }

            var read = await inner.ReadAsync(buffer[..Math.Min(buffer.Length, _left)], cancellationToken);
            _left -= read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
