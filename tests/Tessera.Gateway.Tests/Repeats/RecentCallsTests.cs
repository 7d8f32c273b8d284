using Tessera.Gateway.Repeats;
using Tessera.Gateway.Tests.Pipeline;

namespace Tessera.Gateway.Tests.Repeats;

/// <summary>Who answers which of several equal calls.</summary>
public sealed class RecentCallsTests
{
    private static readonly CallPlace Fox = new("key_1", "fox");

    private readonly Clock _time = new();
    private readonly RecentCalls _calls;

    public RecentCallsTests() => _calls = new(_time);

    [Fact]
    public void EqualOrders_OnPurpose_AreTwo()
    {
        Assert.Equal("gen_1", _calls.Enter(Fox, "gen_1", 0));
        Assert.Equal("gen_2", _calls.Enter(Fox, "gen_2", 0));
    }

    [Fact]
    public void OtherKeysAndOtherCalls_AreNeverJoined()
    {
        _calls.Enter(Fox, "gen_1", 0);
        _calls.Left(Fox, "gen_1");
        Assert.Equal("gen_2", _calls.Enter(Fox with { KeyId = "key_2" }, "gen_2", 3));
        Assert.Equal("gen_3", _calls.Enter(Fox with { Fingerprint = "owl" }, "gen_3", 3));
    }

    [Fact]
    public void Client_WhoLeft_IsReplacedOnce()
    {
        _calls.Enter(Fox, "gen_1", 0);
        _calls.Left(Fox, "gen_1");
        Assert.Equal("gen_1", _calls.Enter(Fox, "gen_2", 0));
        Assert.Equal("gen_3", _calls.Enter(Fox, "gen_3", 0));
    }

    [Fact]
    public void Repeat_ThatLeavesToo_IsReplacedAgain()
    {
        _calls.Enter(Fox, "gen_1", 0);
        _calls.Left(Fox, "gen_1");
        _calls.Enter(Fox, "gen_2", 0);
        _calls.Ended(Fox, "gen_1", CallState.Completed);
        _calls.Left(Fox, "gen_1");
        Assert.Equal("gen_1", _calls.Enter(Fox, "gen_3", 0));
    }

    [Fact]
    public void Refused_IsRepeatedByOneNewOrder()
    {
        _calls.Enter(Fox, "gen_1", 0);
        _calls.Enter(Fox, "gen_2", 0);
        _calls.Ended(Fox, "gen_2", CallState.Refused);
        Assert.Equal("gen_3", _calls.Enter(Fox, "gen_3", 1));
        Assert.Equal("gen_3", _calls.Enter(Fox, "gen_4", 1));
    }

    [Fact]
    public void Ended_IsForgottenAfterItsTime()
    {
        _calls.Enter(Fox, "gen_1", 0);
        _calls.Ended(Fox, "gen_1", CallState.Completed);
        _time.Advance(RepeatPolicy.ForRepeats.TotalSeconds);
        Assert.Equal("gen_1", _calls.Enter(Fox, "gen_2", 1));
        _time.Advance(1);
        Assert.Equal("gen_3", _calls.Enter(Fox, "gen_3", 1));
    }

    [Fact]
    public void ManyEqualCalls_KeepTheOneThatWasLeft()
    {
        for (var i = 0; i < 10; i++)
        {
            _calls.Enter(Fox, $"gen_{i}", 0);
        }

        for (var i = 10; i < 3 * RecentCalls.EqualMax; i++)
        {
            _calls.Enter(Fox, $"gen_{i}", 0);
            if (i == 20)
            {
                _calls.Left(Fox, "gen_5");
                _time.Advance(RepeatPolicy.AfterLeaving.TotalSeconds + 1);
            }
        }

        Assert.Equal("gen_5", _calls.Enter(Fox, "gen_y", 1));
        Assert.Equal($"gen_{(3 * RecentCalls.EqualMax) - 1}", _calls.Enter(Fox, "gen_z", 1));
    }

    [Fact]
    public async Task ManyRepeatsAtOnce_HaveOneOrder()
    {
        _calls.Enter(Fox, "gen_0", 0);
        var answered = await Task.WhenAll(Enumerable.Range(1, 200).Select(i => Task.Run(() => _calls.Enter(Fox, $"gen_{i}", 1))));
        Assert.All(answered, id => Assert.Equal("gen_0", id));
    }
}
