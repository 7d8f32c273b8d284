using Tessera.Ledger.Tests.Stores;
using Tessera.Ledger.Webhooks;

namespace Tessera.Ledger.Tests.Webhooks;

public abstract class SigningSecretsTests(TestStore store) : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private Books _books = null!;

    private SigningSecrets Secrets => _books.SigningSecrets;

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
    public void Rotate_OfAKeyWithoutOne_GivesItOneOf32Bytes()
    {
        var secret = Secrets.Rotate("key_01", SigningSecrets.Overlap);

        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        Assert.Equal(32, Convert.FromBase64String(secret["whsec_".Length..]).Length);
        Assert.Equal([secret], Secrets.Of("key_01"));
        Assert.Empty(Secrets.Of("key_02"));
    }

    [Fact]
    public void Rotate_Again_LeavesTheOldOneInForceForTheOverlap()
    {
        var old = Secrets.Rotate("key_01", SigningSecrets.Overlap);
        _time.Advance(TimeSpan.FromDays(100));
        var fresh = Secrets.Rotate("key_01", TimeSpan.FromHours(2));

        Assert.Equal([fresh, old], Secrets.Of("key_01"));
        _time.Advance(TimeSpan.FromHours(2) - TimeSpan.FromTicks(10));
        Assert.Equal([fresh, old], Secrets.Of("key_01"));
        _time.Advance(TimeSpan.FromTicks(10));
        Assert.Equal([fresh], Secrets.Of("key_01"));
    }

    [Fact]
    public void Rotate_TwiceInTheOverlap_KeepsTwo()
    {
        Secrets.Rotate("key_01", SigningSecrets.Overlap);
        _time.Advance(TimeSpan.FromMinutes(1));
        var second = Secrets.Rotate("key_01", SigningSecrets.Overlap);
        _time.Advance(TimeSpan.FromMinutes(1));
        var third = Secrets.Rotate("key_01", SigningSecrets.Overlap);

        Assert.Equal([third, second], Secrets.Of("key_01"));
    }

    [Fact]
    public void Rotate_WithoutOverlap_EndsTheOldOneAtOnce()
    {
        Secrets.Rotate("key_01", SigningSecrets.Overlap);

        Assert.Equal([Secrets.Rotate("key_01", TimeSpan.Zero)], Secrets.Of("key_01"));
    }

    [Fact]
    public void Rotate_OfOneKey_LeavesOthersAlone()
    {
        var other = Secrets.Rotate("key_02", SigningSecrets.Overlap);

        Secrets.Rotate("key_01", TimeSpan.Zero);

        Assert.Equal([other], Secrets.Of("key_02"));
    }

    [Fact]
    public void EnsureFor_AKeyThatHasOne_TellsItToNobody()
    {
        var secret = Secrets.EnsureFor("key_01")!;

        Assert.Null(Secrets.EnsureFor("key_01"));
        Assert.Equal([secret], Secrets.Of("key_01"));
    }
}

public sealed class SqliteSigningSecretsTests() : SigningSecretsTests(new SqliteStore());

public sealed class PostgresSigningSecretsTests() : SigningSecretsTests(new PostgresStore());
