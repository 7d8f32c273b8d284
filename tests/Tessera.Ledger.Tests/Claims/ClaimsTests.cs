using Tessera.Ledger.Claims;
using Tessera.Ledger.Tests.Stores;

namespace Tessera.Ledger.Tests.Claims;

/// <summary>One winner, whoever comes, wherever.</summary>
public abstract class ClaimsTests(TestStore store) : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private Books _books = null!;

    public Task InitializeAsync()
    {
        _books = Books.Open(store.Place, _time);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _books.DisposeAsync();
        store.Dispose();
    }

    [Fact]
    public async Task First_Wins_AndTheNextLearnsOfIt()
    {
        var first = await _books.Claims.ClaimAsync(Claim("gen_1"));
        var second = await _books.Claims.ClaimAsync(Claim("gen_2") with { Fingerprint = "other" });
        Assert.Equal(Claim("gen_1"), first);
        Assert.Equal(first, second);
    }

    [Theory]
    [InlineData("key_2", "order-1")]
    [InlineData("key_1", "ORDER-1")]
    [InlineData("key_1", "order-1 ")]
    public async Task OtherKeys_HaveNothingToDoWithEachOther(string keyId, string idempotencyKey)
    {
        await _books.Claims.ClaimAsync(Claim("gen_1"));
        var other = Claim("gen_2") with { KeyId = keyId, IdempotencyKey = idempotencyKey };
        Assert.Equal(other, await _books.Claims.ClaimAsync(other));
    }

    [Fact]
    public async Task ManyAtOnce_InTwoProcesses_HaveOneWinner()
    {
        await using var other = Books.Open(store.Place, _time);
        var all = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() => (i % 2 == 0 ? _books : other).Claims.ClaimAsync(Claim($"gen_{i}")))));
        Assert.Single(all.Distinct());
    }

    [Fact]
    public async Task ManyKeysAtOnce_InTwoProcesses_HaveOneWinnerEach()
    {
        await using var other = Books.Open(store.Place, _time);
        var all = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() =>
            (i % 2 == 0 ? _books : other).Claims.ClaimAsync(Claim($"gen_{i}") with { IdempotencyKey = $"order-{i % 40}" }))));
        Assert.Equal(40, all.Distinct().Count());
        Assert.Equal(40, all.Select(claim => claim.IdempotencyKey).Distinct().Count());
    }

    [Fact]
    public async Task Claim_IsOnTheDisk_BeforeAnybodyIsTold()
    {
        await _books.Claims.ClaimAsync(Claim("gen_1"));
        await using var other = Books.Open(store.Place, _time);
        Assert.Equal("gen_1", (await other.Claims.ClaimAsync(Claim("gen_2"))).GenerationId);
    }

    [Fact]
    public async Task Released_MayBeClaimedAgain()
    {
        await _books.Claims.ReleaseAsync(await _books.Claims.ClaimAsync(Claim("gen_1")));
        Assert.Equal("gen_2", (await _books.Claims.ClaimAsync(Claim("gen_2"))).GenerationId);
    }

    [Fact]
    public async Task Renewed_IsSeenToLive()
    {
        var claim = await _books.Claims.ClaimAsync(Claim("gen_1"));
        _time.Advance(TimeSpan.FromSeconds(15));
        await _books.Claims.RenewAsync(claim);
        await _books.Claims.RenewAsync(claim with { GenerationId = "gen_other" });
        var seen = await _books.Claims.ClaimAsync(Claim("gen_2"));
        Assert.Equal((claim.ClaimedAt, claim.ClaimedAt.AddSeconds(15)), (seen.ClaimedAt, seen.AliveAt));
    }

    [Fact]
    public async Task Release_OfAnother_ChangesNothing()
    {
        await _books.Claims.ClaimAsync(Claim("gen_1"));
        await _books.Claims.ReleaseAsync(Claim("gen_2"));
        Assert.Equal("gen_1", (await _books.Claims.ClaimAsync(Claim("gen_3"))).GenerationId);
    }

    [Fact]
    public async Task AfterADay_TheSameKeyOrdersAnew()
    {
        await _books.Claims.ClaimAsync(Claim("gen_1"));
        _time.Advance(Ledger.Claims.Claims.KeptFor - TimeSpan.FromSeconds(1));
        Assert.Equal("gen_1", (await _books.Claims.ClaimAsync(Claim("gen_2"))).GenerationId);
        _time.Advance(TimeSpan.FromSeconds(1));
        var anew = Claim("gen_3") with { Fingerprint = "other", Digests = "n=1" };
        Assert.Equal(anew, await _books.Claims.ClaimAsync(anew));
    }

    [Fact]
    public async Task Sweep_TakesWhatIsADayOld_AndNothingElse()
    {
        for (var i = 0; i < 1_001; i++)
        {
            await _books.Claims.ClaimAsync(Claim($"gen_{i}") with { IdempotencyKey = $"old-{i}" });
        }

        _time.Advance(TimeSpan.FromHours(1));
        await _books.Claims.ClaimAsync(Claim("gen_young"));
        _time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(1_001, await _books.Claims.SweepAsync());
        Assert.Equal("gen_young", (await _books.Claims.ClaimAsync(Claim("gen_x"))).GenerationId);
    }

    [Fact]
    public async Task TakeOver_OfAStaleOne_HasOneWinner()
    {
        var stale = await _books.Claims.ClaimAsync(Claim("gen_dead"));
        await using var other = Books.Open(store.Place, _time);
        var all = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => (i % 2 == 0 ? _books : other).Claims.TakeOverAsync(stale, Claim($"gen_{i}")))));
        Assert.NotEqual("gen_dead", Assert.Single(all.Distinct()).GenerationId);
    }

    [Fact]
    public async Task TakeOver_OfOneThatWasReleasedMeanwhile_ClaimsIt()
    {
        var stale = await _books.Claims.ClaimAsync(Claim("gen_dead"));
        await _books.Claims.ReleaseAsync(stale);
        Assert.Equal("gen_2", (await _books.Claims.TakeOverAsync(stale, Claim("gen_2"))).GenerationId);
    }

    [Fact]
    public async Task Database_ThatCannotBeWritten_LetsNobodyOrder()
    {
        await store.Hold(() => Assert.ThrowsAsync<LedgerUnavailableException>(() => _books.Claims.ClaimAsync(Claim("gen_1"))));
        Assert.Equal("gen_2", (await _books.Claims.ClaimAsync(Claim("gen_2"))).GenerationId);
    }

    private Claim Claim(string generationId) => new("key_1", "order-1", "f", "model=1;prompt=2", generationId, "node_1", _time.GetUtcNow());
}

public sealed class SqliteClaimsTests() : ClaimsTests(new SqliteStore());

public sealed class PostgresClaimsTests() : ClaimsTests(new PostgresStore());
