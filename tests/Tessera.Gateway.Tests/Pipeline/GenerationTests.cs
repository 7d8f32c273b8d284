using Tessera.Gateway.Calls;
using Tessera.Gateway.Pipeline;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Routing;
using Tessera.Gateway.Tests.Calls;
using Tessera.Gateway.Tests.Dialects;
using Tessera.Gateway.Tests.Routing;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;

namespace Tessera.Gateway.Tests.Pipeline;

/// <summary>From what happened to a call to its line in the books.</summary>
public sealed class GenerationTests : IDisposable
{
    private static readonly ApiKey Key = new("key_1", "k", KeyKind.Live, "", DateTimeOffset.UnixEpoch, null);
    private static readonly Failure Overloaded = new(FailedAt.Headers, Blame.Provider, Acceptance.NotAccepted, 503, new(503, "server_error", "provider_overloaded", null, "full"));

    private readonly Finished _finished = new();
    private readonly Clock _clock = new();

    public void Dispose() => _finished.Dispose();

    [Fact]
    public void Fallback_IsTwoAttempts_WithTheirTimes()
    {
        var call = Ask.Taken(Ask.Body("gpt-image-2"));
        var generation = new Generation("gen_1", "openai", Key, call, _clock);
        var started = _clock.GetUtcNow();
        _clock.Advance(0.5);
        generation.Try(Route(call, "openai"));
        _clock.Advance(2);
        generation.Answered(new RefusedAnswer(Overloaded) { Status = 503, ProviderRequestId = "req_a" });
        generation.Ended(Overloaded);
        generation.Try(Route(call, "vercel"));
        _clock.Advance(30);
        var receipt = generation.Receipt(_finished.Result());
        generation.Ended(null);

        var record = generation.Completed(_finished.Result());
        Assert.Equal(
            [
                new AttemptRecord("openai", "gpt-image-2", TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2), 503, "provider_overloaded", "req_a"),
                new AttemptRecord("vercel", "openai/gpt-image-2", TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(30), null, null, null),
            ],
            record.Attempts);
        Assert.Equal((started, TimeSpan.FromSeconds(32.5), Outcome.Completed, "generate", "openai"), (record.StartedAt, record.Duration, record.Outcome, record.Operation, record.Dialect));
        Assert.Equal(["openai", "vercel"], receipt.Tried.Select(tried => tried.Provider));
        Assert.Equal(("full", null, started.AddSeconds(32.5)), (receipt.Tried[0].Error, receipt.Tried[1].Error, receipt.Tried[1].EndedAt));
    }

    /// <summary>gpt-image-1 at list price: 5 USD per million of text in, 10 of image in, 40 of image out.</summary>
    [Theory]
    [InlineData(1, 14, 0, 4160, "0.16647")]
    [InlineData(2, 22, 0, 12480, "0.49931")]
    [InlineData(1, 43, 194, 4160, "0.168555")]
    [InlineData(1, 14, 0, 4460, "0.17847")]
    public void Cost_IsPriceTimesUsage(int pictures, long textIn, long imageIn, long imageOut, string usd)
    {
        var call = Ask.Taken(Ask.Body("gpt-image-1"));
        var generation = new Generation("gen_1", "openai", Key, call, _clock);
        generation.Try(Route(call, "openai"));
        var result = _finished.Result(pictures) with { Usage = new Usage { TextIn = textIn, ImageIn = imageIn, ImageOut = imageOut, Images = pictures, Pixels = pictures * 1024 * 1024 } };
        Assert.Equal(usd, generation.Receipt(result).Cost.ToString());
        Assert.Equal(usd, generation.Completed(result).Cost.ToString());
    }

    [Theory]
    [InlineData("hd", null, "0.08")]
    [InlineData("standard", null, "0.04")]
    [InlineData("standard", "hd", "0.08")]
    [InlineData(null, null, null)]
    public void Cost_OfAPictureWhoseQualityIsNotTold_IsThatOfTheQualityAskedFor(string? asked, string? told, string? usd)
    {
        var call = Ask.Taken(Ask.Body("dall-e-3", asked is null ? "" : $"\"quality\":\"{asked}\""));
        var generation = new Generation("gen_1", "openai", Key, call, _clock);
        generation.Try(Route(call, "openai"));
        var result = _finished.Result() with { Quality = told, Usage = new Usage { Images = 1, Pixels = 1024 * 1024 }, HasTokens = false };
        Assert.Equal(usd, generation.Receipt(result).Cost?.ToString());
    }

    [Fact]
    public void Failure_IsRecordedWithoutACost()
    {
        var call = Ask.Taken(Ask.Body("gpt-image-2", "\"size\":\"1024x1024\""));
        var generation = new Generation("gen_1", "openai", Key, call, _clock);
        generation.Try(Route(call, "openai"));
        generation.Ended(Overloaded);
        var record = generation.Failed(Overloaded);
        Assert.Equal((Outcome.Failed, null, "provider_overloaded", "1024x1024", 0), (record.Outcome, record.Cost, record.ErrorCode, record.Size, record.Pictures.Count));
        Assert.Equal(503, Assert.Single(record.Attempts).Status);
    }

    [Fact]
    public void Adjustments_OfPlanAndPainter_AreBothTold()
    {
        var call = Ask.Taken(Ask.Body("gpt-image-2", "\"quality\":\"hd\""));
        var generation = new Generation("gen_1", "openai", Key, call, _clock);
        generation.Try(Route(call, "openai"));
        var result = _finished.Result() with { Adjustments = [new("prompt", AdjustmentKind.Ignored, "zeppelin")] };
        Assert.Equal(["quality", "prompt"], generation.Receipt(result).Adjustments.Select(adjustment => adjustment.Field));
        Assert.Equal(["quality"], generation.Receipt(null).Adjustments.Select(adjustment => adjustment.Field));
    }

    private static PlannedRoute Route(ImageCall call, string provider)
    {
        var card = call.Model.Route(provider)!;
        return new(new TestProvider(provider), call, card.ProviderModel, card.Prices, false, call.Adjustments);
    }
}
