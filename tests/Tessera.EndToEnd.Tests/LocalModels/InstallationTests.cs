using Tessera.EndToEnd.Tests.Harness;
using Tessera.Ledger.Records;

namespace Tessera.EndToEnd.Tests.LocalModels;

public sealed class InstallationTests
{
    /// <summary>More often than the gateway looks into its data directory.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Lists_HaveWhatIsInstalled()
    {
        await using var gateway = await RunningGateway.StartAsync(prepare: TinyModel.Install);

        var listed = (await gateway.GetAsync("/v1/models", null)).Expect(200).Json["data"]!.AsArray().Single(model => (string?)model!["id"] == TinyModel.Id)!;
        Assert.Equal(("tiny-janus", "deepseek", "0"), ((string?)listed["name"], (string?)listed["owned_by"], (string?)listed["pricing"]!["image"]));
        Assert.Equal(TinyModel.Id, (string?)(await gateway.GetAsync("/v1/models/" + TinyModel.Id, null)).Expect(200).Json["id"]);
        var endpoint = (await gateway.GetAsync($"/v1/models/{TinyModel.Id}/endpoints", null)).Expect(200).Json["data"]!["endpoints"]!.AsArray().Single()!;
        Assert.Equal("engine", (string?)endpoint["provider_name"]);
        Assert.Contains((await gateway.GetAsync("/v1/ai/config", gateway.LiveKey)).Expect(200).Json["models"]!.AsArray(), model => (string?)model!["id"] == TinyModel.Id);
    }

    [Fact]
    public async Task Model_AddedWhileItRuns_IsThere_AndRemoved_IsGone()
    {
        await using var gateway = await RunningGateway.StartAsync();
        Assert.Equal("invalid_value", (string?)(await DrawAsync(gateway)).Expect(400).Error["code"]);

        TinyModel.Install(gateway.DataDirectory);
        await UntilListedAsync(gateway, TinyModel.Id);
        (await DrawAsync(gateway)).Expect(200);
        Directory.Delete(TinyModel.Folder(gateway.DataDirectory), recursive: true);
        await UntilListedAsync(gateway, TinyModel.Id, isListed: false);

        Assert.Equal("model", (string?)(await DrawAsync(gateway)).Expect(400).Error["param"]);
        Assert.Equal(404, (await gateway.GetAsync("/v1/models/" + TinyModel.Id, null)).Status);
    }

    [Fact]
    public async Task Model_RemovedWhileItDraws_EndsItsPicture()
    {
        await using var gateway = await RunningGateway.StartAsync(prepare: TinyModel.InstallSlow);
        var id = await SlowCall.BeginAsync(gateway, "low", 1);

        Directory.Delete(TinyModel.Folder(gateway.DataDirectory, TinyModel.SlowId), recursive: true);
        await UntilListedAsync(gateway, TinyModel.SlowId, isListed: false);

        Assert.Equal(Outcome.Completed, (await gateway.RecordAsync(id)).Outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1,2]")]
    [InlineData("""{"id":"deepseek/another"}""")]
    public async Task Model_WithABrokenCard_IsLeftOut_AndTheOthersAreThere(string card)
    {
        await using var gateway = await RunningGateway.StartAsync(prepare: data =>
        {
            TinyModel.Install(data);
            TinyModel.Install(data, "deepseek/broken");
            File.WriteAllText(Path.Combine(TinyModel.Folder(data, "deepseek/broken"), "model.json"), card);
        });

        (await DrawAsync(gateway)).Expect(200);
        (await DrawAsync(gateway, "deepseek/broken")).Expect(400);
    }

    [Fact]
    public async Task Model_WithBrokenWeights_IsRefusedByName_AndTheOthersDraw()
    {
        await using var gateway = await RunningGateway.StartAsync(prepare: data =>
        {
            TinyModel.Install(data);
            TinyModel.Install(data, "deepseek/broken");
            using var weights = File.OpenWrite(Path.Combine(TinyModel.Folder(data, "deepseek/broken"), "model.safetensors"));
            weights.SetLength(weights.Length / 2);
        });

        var refused = (await DrawAsync(gateway, "deepseek/broken")).Expect(503);

        Assert.Equal(("model_unusable", "false"), ((string?)refused.Error["code"], refused["x-should-retry"]));
        Assert.Contains("model.safetensors", (string?)refused.Error["message"], StringComparison.Ordinal);
        (await DrawAsync(gateway)).Expect(200);
    }

    [Fact]
    public async Task Model_ThatDoesNotFit_IsRefusedWithBothFigures()
    {
        await using var gateway = await RunningGateway.StartAsync(prepare: data =>
        {
            TinyModel.Install(data);
            TinyModel.Rewrite(data, TinyModel.Id, card => card with { MemoryBytes = 900L << 40 });
        });

        var refused = (await DrawAsync(gateway)).Expect(503);

        Assert.Equal("model_does_not_fit", (string?)refused.Error["code"]);
        Assert.Matches(@"needs 921600\.0 GiB of memory to draw, and [0-9.]+ GiB are free", (string)refused.Error["message"]!);
    }

    [Fact]
    public async Task Model_OfAnIdThatTheCatalogueHas_TakesItsPlace()
    {
        await using var gateway = await RunningGateway.StartAsync(prepare: data => TinyModel.Install(data, "bfl/flux-1-dev"));

        Assert.Equal("engine", (await DrawAsync(gateway, "bfl/flux-1-dev")).Expect(200)["x-tessera-provider"]);
        Assert.Equal("engine", (await DrawAsync(gateway, "bfl/flux.1-dev")).Expect(200)["x-tessera-provider"]);
        Assert.Single((await gateway.GetAsync("/v1/models", null)).Json["data"]!.AsArray(), model => (string?)model!["id"] == "bfl/flux-1-dev");
    }

    private static Task<Reply> DrawAsync(RunningGateway gateway, string model = TinyModel.Id) =>
        gateway.PostAsync("/v1/images/generations", gateway.LiveKey, $$"""{"model":"{{model}}","prompt":"a cup","size":"64x64"}""");

    private static Task UntilListedAsync(RunningGateway gateway, string id, bool isListed = true) => Patience.UntilAsync(async () =>
    {
        gateway.Time.Advance(Look);
        return (await gateway.GetAsync("/v1/models/" + id, null)).Status == (isListed ? 200 : 404);
    });
}
