using Tessera.Gateway.Repeats;
using Tessera.Gateway.Tests.Dialects;
using Tessera.Gateway.Tests.Pipeline;
using Tessera.Ledger.Claims;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;

namespace Tessera.Gateway.Tests.Repeats;

/// <summary>What a record says to whoever comes later.</summary>
public sealed class ReplayTests : IDisposable
{
    private readonly Finished _finished = new();

    private GenerationRecord Record => new(
        "gen_1", "key_1", KeyKind.Live, "generate", "openai", "openai/gpt-image-2", "a fox", Finished.Noon, TimeSpan.FromSeconds(9),
        Outcome.Completed, _finished.Result().Usage, new Usd(42_000_000), "1024x1024", "medium", null,
        [new("openai", "gpt-image-2", TimeSpan.Zero, TimeSpan.FromSeconds(1), 503, "overloaded", null), new("vercel", "openai/gpt-image-2", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8), 200, null, "req_1")],
        [Picture()])
    {
        Partials = [Picture() with { Partial = 0 }],
    };

    public void Dispose() => _finished.Dispose();

    [Theory]
    [InlineData(Outcome.Completed, null, false, "Completed")]
    [InlineData(Outcome.Failed, "not_accepted", false, "Refused")]
    [InlineData(Outcome.Failed, "maybe_accepted", true, "AtRisk")]
    [InlineData(Outcome.Failed, "maybe_accepted", false, "AtRisk")]
    [InlineData(Outcome.Failed, "produced", true, "AtRisk")]
    [InlineData(Outcome.Failed, null, true, "AtRisk")]
    [InlineData(Outcome.Failed, null, false, "Refused")]
    [InlineData(Outcome.Cancelled, "maybe_accepted", true, "AtRisk")]
    [InlineData(Outcome.Cancelled, "not_accepted", false, "Refused")]
    public void State_IsWhatItMayHaveCost(Outcome outcome, string? failureClass, bool atRisk, string state) =>
        Assert.Equal(state, Replay.StateOf(Record with { Outcome = outcome, FailureClass = failureClass, AtRisk = atRisk ? new Usd(1) : null }).ToString());

    [Fact]
    public void Result_HasTheFinishedPicturesAlone()
    {
        var result = Replay.ResultOf(Record, _finished.Store)!;
        Assert.Equal(_finished.Stored, Assert.Single(result.Pictures).Stored);
        Assert.Equal((Finished.Noon.AddSeconds(9), "medium", "1024x1024", "png", true), (result.Created, result.Quality, result.Size, result.OutputFormat, result.HasTokens));
    }

    [Fact]
    public void Result_WhosePictureLeftTheStore_IsNone() =>
        Assert.Null(Replay.ResultOf(Record with { Pictures = [Picture() with { Hash = new string('0', 64) }] }, _finished.Store));

    [Fact]
    public void Receipt_NamesTheProviderThatServedIt()
    {
        var receipt = Replay.ReceiptOf(Record, []);
        Assert.Equal(("gen_1", "vercel", new Usd(42_000_000), 2), (receipt.GenerationId, receipt.Provider, receipt.Cost, receipt.Tried.Count));
        Assert.Equal(Finished.Noon.AddSeconds(9), receipt.Tried[1].EndedAt);
    }

    [Theory]
    [InlineData("maybe_accepted", 504, false, false)]
    [InlineData("not_accepted", 503, null, true)]
    [InlineData("not_accepted", 400, null, false)]
    public void Error_IsToldAgain_AndOnlyWhatCostNothingMayBeRepeated(string failureClass, int status, bool? mayRepeat, bool hasWait)
    {
        var error = Replay.ErrorOf(Record with { Outcome = Outcome.Failed, FailureClass = failureClass, ErrorStatus = status, ErrorType = "t", ErrorCode = "c", ErrorMessage = "m" });
        Assert.Equal((status, "t", "c", "m", mayRepeat, hasWait), (error.Status, error.Type, error.Code, error.Message, error.MayRepeat, error.RetryAfter is not null));
    }

    [Fact]
    public void Silence_LastsOnlyWhileNothingIsHeard()
    {
        var time = new Clock();
        var claim = new Claim("key_1", "order-1", "f", "", "gen_1", "node_2", time.GetUtcNow());
        var silence = new Silence(time);
        Assert.False(silence.IsLasting(claim));
        time.Advance(59);
        Assert.False(silence.IsLasting(claim));
        Assert.False(silence.IsLasting(claim with { AliveAt = time.GetUtcNow() }));
        time.Advance(59);
        Assert.False(silence.IsLasting(claim with { AliveAt = time.GetUtcNow().AddSeconds(-59) }));
        time.Advance(1);
        Assert.True(silence.IsLasting(claim with { AliveAt = time.GetUtcNow().AddSeconds(-60) }));
    }

    [Fact]
    public void Differences_AreNamedUpToFive()
    {
        var error = RepeatErrors.KeyReused(["model", "prompt", "background", "n", "quality", "size", "user"], "gen_1");
        Assert.Equal((409, "model", false), (error.Status, error.Param, error.MayRepeat));
        Assert.Contains("'model', 'prompt', 'background', 'n', 'quality' and 2 more are not the same", error.Message, StringComparison.Ordinal);
    }

    private PictureRecord Picture() => new(_finished.Stored.Hash, "image/png", _finished.Stored.Bytes, 1, 1, null);
}
