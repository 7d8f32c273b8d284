using Tessera.EndToEnd.Tests.Harness;
using Tessera.Ledger.Records;

namespace Tessera.EndToEnd.Tests.Load;

/// <summary>Two hundred callers at once: each is answered, each is on record, and nothing is left lying about.</summary>
public sealed class ManyCallersTests
{
    private const int Callers = 200;

    [Fact]
    public async Task TwoHundred_InTheSandbox_AllGetTheirOwnPicture()
    {
        await using var gateway = await RunningGateway.StartAsync();

        var replies = await AllAsync(i => gateway.PostAsync(
            "/v1/images/generations", gateway.TestKey, $$"""{"model":"tessera/sketch","prompt":"a cup","size":"32x32","seed":{{i}}}"""));

        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        await ExpectRecordsAsync(gateway, replies);
    }

    [Fact]
    public async Task TwoHundred_AtAProvider_AllGetTheProvidersBytes()
    {
        var document = Document.Of(Png.Huge(100_000));
        await using var openAi = await Upstream.StartAsync(Say.Body(document));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        var replies = await AllAsync(i => gateway.PostAsync("/v1/images/generations", gateway.LiveKey, $$"""{"model":"gpt-image-2","prompt":"cup {{i}}"}"""));

        Assert.All(replies, reply => Assert.True(reply.Status == 200 && reply.Body.AsSpan().SequenceEqual(document)));
        Assert.Equal(Callers, openAi.Seen.Select(seen => (string)seen.Json["prompt"]!).Distinct(StringComparer.Ordinal).Count());
        await ExpectRecordsAsync(gateway, replies);
    }

    [Fact]
    public async Task TwoHundred_EditsWithUploads_LeaveNoFileBehind()
    {
        var picture = Png.Huge(150_000);
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Png.Plain(8, 8)));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        var replies = await AllAsync(async i =>
        {
            using var form = Form.Of(("model", "gpt-image-2"), ("prompt", $"cup {i}")).File("image", picture).Content();
            return await gateway.PostAsync("/v1/images/edits", gateway.LiveKey, form);
        });

        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        Assert.All(openAi.Seen, seen => Assert.True(seen.Parts.Single(part => part.Name == "image").Bytes.AsSpan().SequenceEqual(picture)));
        await ExpectRecordsAsync(gateway, replies);
    }

    [Fact]
    public async Task TwoHundred_OfWhomHalfHangUp_AreAllPaidForAndKept()
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Png.Plain(8, 8))));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        using var hangUp = new CancellationTokenSource();

        var calls = Enumerable.Range(0, Callers).Select(i => CallAsync(gateway, i % 2 == 0 ? hangUp.Token : CancellationToken.None)).ToList();
        await Patience.UntilAsync(() => Task.FromResult(openAi.Seen.Count == Callers));
        await hangUp.CancelAsync();
        gate.Open();
        var statuses = await Task.WhenAll(calls);

        Assert.Equal((Callers / 2, Callers / 2), (statuses.Count(status => status == 200), statuses.Count(status => status == 0)));
        await Patience.UntilAsync(async () => (await gateway.RecordsAsync(new RecordQuery { Limit = RecordQuery.LimitMax })).Count == Callers);
        Assert.All(await gateway.RecordsAsync(new RecordQuery { Limit = RecordQuery.LimitMax }), record => Assert.Equal((Outcome.Completed, 1), (record.Outcome, record.Pictures.Count)));
    }

    private static Task<Reply[]> AllAsync(Func<int, Task<Reply>> call) => Task.WhenAll(Enumerable.Range(0, Callers).Select(call));

    /// <summary>The status, or 0 where the caller hung up.</summary>
    private static async Task<int> CallAsync(RunningGateway gateway, CancellationToken hangUp)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/images/generations") { Content = new StringContent("""{"model":"gpt-image-2","prompt":"a cup"}""") };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + gateway.LiveKey);
        try
        {
            using var response = await gateway.Http.SendAsync(request, hangUp);
            return (int)response.StatusCode;
        }
        catch (OperationCanceledException) when (hangUp.IsCancellationRequested)
        {
            return 0;
        }
    }

    private static async Task ExpectRecordsAsync(RunningGateway gateway, Reply[] replies)
    {
        IReadOnlyList<GenerationRecord> records = [];
        await Patience.UntilAsync(async () => (records = await gateway.RecordsAsync(new RecordQuery { Limit = RecordQuery.LimitMax })).Count == Callers);
        Assert.Equal(replies.Select(reply => reply.GenerationId).Order(StringComparer.Ordinal), records.Select(record => record.Id).Order(StringComparer.Ordinal));
        Assert.All(records, record => Assert.Equal((Outcome.Completed, 1), (record.Outcome, record.Pictures.Count)));
        Assert.Empty(gateway.UploadsLeft);
    }
}
