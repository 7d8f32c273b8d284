using System.Collections.Concurrent;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Tests.Stores;

namespace Tessera.Ledger.Tests.Keys;

public abstract class KeyringTests(TestStore store) : IAsyncLifetime
{
    private const string FixedSecret = "a-known-secret-for-a-container";

    private readonly ManualTime _time = new();
    private Books _books = null!;

    private Keyring Keys => _books.Keys;

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

    [Theory]
    [InlineData(KeyKind.Live, "tsr_live_")]
    [InlineData(KeyKind.Test, "tsr_test_")]
    [InlineData(KeyKind.Admin, "tsr_admin_")]
    public void Create_AnyKind_WorksAndIsRecognisable(KeyKind kind, string start)
    {
        var (key, secret) = Keys.Create("a team", kind);

        Assert.Matches($"^{start}[0-9A-Za-z]{{38}}$", secret);
        Assert.Equal($"{secret[..(start.Length + 4)]}…", key.Prefix);
        Assert.Equal(new KeyCheck(KeyVerdict.Ok, key), Keys.Authenticate(secret));
        Assert.Equal((kind, "a team", _time.GetUtcNow()), (key.Kind, key.Name, key.CreatedAt));
        Assert.Equal(key, Assert.Single(Keys.List()));
    }

    [Fact]
    public async Task Create_BooksOpenedAgain_StillWorksAndSecretIsNowhereOnDisk()
    {
        Assert.True(Keys.IsNew);
        var (key, secret) = Keys.Create("a team", KeyKind.Live);

        await _books.DisposeAsync();
        _books = Books.Open(store.Place, _time);

        Assert.False(Keys.IsNew);
        Assert.Equal(new KeyCheck(KeyVerdict.Ok, key), Keys.Authenticate(secret));
        Assert.All(Directory.GetFiles(store.Directory), file => Assert.DoesNotContain(secret[13..], File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lend_OneCaller_WorksHereAndIsWrittenNowhere()
    {
        var secret = Keys.Lend("key_caller", "a caller in this process", KeyKind.Test);

        Assert.Equal(("key_caller", KeyKind.Test), (Keys.Authenticate(secret).Key!.Id, Keys.Authenticate(secret).Key!.Kind));
        Keys.Create("another", KeyKind.Live);
        Assert.True(Keys.Authenticate(secret).IsOk);
        Assert.Equal("another", Assert.Single(Keys.List()).Name);

        await _books.DisposeAsync();
        _books = Books.Open(store.Place, _time);

        Assert.Equal(KeyVerdict.Unknown, Keys.Authenticate(secret).Verdict);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("line\nbreak")]
    public void Create_NameThatWillNotDo_Throws(string? name) => Assert.Throws<ArgumentException>(() => Keys.Create(name!, KeyKind.Live));

    [Fact]
    public void Create_NameAtTheLimit_IsTakenAndOneMoreIsNot()
    {
        Keys.Create(new string('n', Keyring.NameLengthMax), KeyKind.Live);

        Assert.Throws<ArgumentException>(() => Keys.Create(new string('n', Keyring.NameLengthMax + 1), KeyKind.Live));
    }

    [Fact]
    public void Revoke_Key_EndsItForGood()
    {
        var (key, secret) = Keys.Create("a team", KeyKind.Live);
        var (_, other) = Keys.Create("another", KeyKind.Live);

        var revoked = Keys.Revoke(key.Id);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(key.CreatedAt, revoked!.RevokedAt);
        Assert.Equal(revoked, Keys.Revoke(key.Id));
        Assert.Equal(new KeyCheck(KeyVerdict.Revoked, revoked), Keys.Authenticate(secret));
        Assert.Equal(KeyVerdict.Ok, Keys.Authenticate(other).Verdict);
        Assert.Null(Keys.Revoke("key_none"));
    }

    [Fact]
    public async Task Revoke_InAnotherProcess_IsSeenAfterTheRefresh()
    {
        await using var other = Books.Open(store.Place, _time);
        var (key, secret) = Keys.Create("a team", KeyKind.Live);
        Assert.Equal(KeyVerdict.Unknown, other.Keys.Authenticate(secret).Verdict);

        _time.Advance(TimeSpan.FromSeconds(Keyring.RefreshSeconds));
        Assert.Equal(KeyVerdict.Ok, other.Keys.Authenticate(secret).Verdict);

        Keys.Revoke(key.Id);
        _time.Advance(TimeSpan.FromSeconds(Keyring.RefreshSeconds));
        Assert.Equal(KeyVerdict.Revoked, other.Keys.Authenticate(secret).Verdict);
    }

    [Fact]
    public async Task EnsureFixed_TwiceAndAfterARestart_IsOneKey()
    {
        var first = Keys.EnsureFixed(KeyKind.Live, FixedSecret, "TESSERA_LIVE_KEY");
        Assert.Equal(first, Keys.EnsureFixed(KeyKind.Live, FixedSecret, "TESSERA_LIVE_KEY"));
        Assert.Equal(KeyVerdict.Ok, Keys.Authenticate(FixedSecret).Verdict);

        await _books.DisposeAsync();
        _books = Books.Open(store.Place, _time);
        Assert.Equal(first, Keys.EnsureFixed(KeyKind.Live, FixedSecret, "TESSERA_LIVE_KEY"));

        Assert.Equal(first, Assert.Single(Keys.List()));
        Assert.True(first.IsFixed);
    }

    [Fact]
    public async Task EnsureFixed_NoLongerInTheSettings_EndsWithTheRestart()
    {
        var key = Keys.EnsureFixed(KeyKind.Live, FixedSecret, "TESSERA_LIVE_KEY");

        await _books.DisposeAsync();
        _books = Books.Open(store.Place, _time);

        Assert.Equal(KeyVerdict.Malformed, Keys.Authenticate(FixedSecret).Verdict);
        Assert.Empty(Keys.List());
        Assert.Equal(key, Keys.Find(key.Id));
    }

    [Fact]
    public void EnsureFixed_RevokedBefore_StaysRevoked()
    {
        Keys.Revoke(Keys.EnsureFixed(KeyKind.Live, FixedSecret, "TESSERA_LIVE_KEY").Id);

        Assert.NotNull(Keys.EnsureFixed(KeyKind.Live, FixedSecret, "TESSERA_LIVE_KEY").RevokedAt);
        Assert.Equal(KeyVerdict.Revoked, Keys.Authenticate(FixedSecret).Verdict);
    }

    [Theory]
    [InlineData("nineteen characters")]
    [InlineData("only-nineteen-chars")]
    [InlineData("with spaces in the middle of it")]
    [InlineData("kein-umlaut-möglich-hier")]
    public void EnsureFixed_SecretThatWillNotDo_ThrowsWithoutTellingIt(string secret)
    {
        var fault = Assert.Throws<ArgumentException>(() => Keys.EnsureFixed(KeyKind.Live, secret, "TESSERA_LIVE_KEY"));

        Assert.DoesNotContain(secret, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EnsureFixed_SecretOfAnotherKind_Throws()
    {
        Keys.EnsureFixed(KeyKind.Live, FixedSecret, "TESSERA_LIVE_KEY");

        Assert.Throws<ArgumentException>(() => Keys.EnsureFixed(KeyKind.Admin, FixedSecret, "TESSERA_ADMIN_KEY"));
        Assert.Equal(KeyKind.Live, Keys.Authenticate(FixedSecret).Key!.Kind);
    }

    [Theory]
    [InlineData("", KeyVerdict.Missing)]
    [InlineData("sk-proj-0123456789", KeyVerdict.Malformed)]
    [InlineData("tsr_live_", KeyVerdict.Malformed)]
    [InlineData("tsr_live_ключ", KeyVerdict.Malformed)]
    [InlineData("\ud800", KeyVerdict.Malformed)]
    [InlineData("tsr_live_\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", KeyVerdict.Malformed)]
    public void Authenticate_Garbage_IsNamed(string presented, KeyVerdict expected) =>
        Assert.Equal(new KeyCheck(expected, null), Keys.Authenticate(presented));

    [Fact]
    public void Authenticate_MegabyteOfText_IsMalformed() => Assert.Equal(KeyVerdict.Malformed, Keys.Authenticate(new string('a', 1_000_000)).Verdict);

    [Fact]
    public void Authenticate_KeyOfOtherBooks_IsUnknown() => Assert.Equal(KeyVerdict.Unknown, Keys.Authenticate(Secret.New(KeyKind.Live)).Verdict);

    [Fact]
    public void Authenticate_KnownKey_AllocatesNothing()
    {
        var (_, secret) = Keys.Create("a team", KeyKind.Live);
        Keys.Authenticate(secret);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            Keys.Authenticate(secret);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task CreateAndAuthenticate_From200Threads_EachKeyWorksAtOnce()
    {
        var failures = new ConcurrentBag<string>();
        var threads = Enumerable.Range(0, 200).Select(number => Task.Factory.StartNew(
            () =>
            {
                var (key, secret) = Keys.Create($"team {number}", KeyKind.Live);
                if (Keys.Authenticate(secret) != new KeyCheck(KeyVerdict.Ok, key))
                {
                    failures.Add(key.Id);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));

        await Task.WhenAll(threads);

        Assert.Empty(failures);
        Assert.Equal(200, Keys.List().Count);
    }
}

public sealed class SqliteKeyringTests() : KeyringTests(new SqliteStore());

public sealed class PostgresKeyringTests() : KeyringTests(new PostgresStore());
