using Tessera.Ledger.Keys;

namespace Tessera.Ledger.Tests.Keys;

public sealed class KeyringTests
{
    [Fact]
    public async Task Authenticate_CreatedKey_IsOk()
    {
        using var directory = new TempDirectory();
        await using var books = Books.Open(directory.Path, TimeProvider.System);

        var (key, secret) = books.Keys.Create("a team", KeyKind.Live);

        Assert.Equal(new KeyCheck(KeyVerdict.Ok, key), books.Keys.Authenticate(secret));
    }
}
