using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Pipeline;
using Tessera.Ledger;
using Tessera.Ledger.Keys;

namespace Tessera.Gateway.Tests.Pipeline;

public sealed class DoorkeeperTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tessera-door-").FullName;
    private Books _books = null!;
    private string _secret = "";

    public Task InitializeAsync()
    {
        _books = Books.Open(_directory, TimeProvider.System);
        _secret = _books.Keys.Create("k", KeyKind.Live).Secret;
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _books.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Theory]
    [InlineData("Authorization", "Bearer #")]
    [InlineData("Authorization", "bearer  #  ")]
    [InlineData("x-api-key", "#")]
    public void Key_InEitherHeader_IsKnown(string header, string value) => Assert.Equal(KeyKind.Live, Identify(header, value).Value?.Kind);

    [Theory]
    [InlineData("Authorization", "Basic #", "did not send")]
    [InlineData("Authorization", "#", "did not send")]
    [InlineData("Authorization", "Bearer ", "did not send")]
    [InlineData("Cookie", "#", "did not send")]
    [InlineData("Authorization", "Bearer sk-proj-123", "not an API key of this gateway")]
    [InlineData("Authorization", "Bearer #x", "not an API key of this gateway")]
    [InlineData("Authorization", "Bearer clé", "not an API key of this gateway")]
    [InlineData("Authorization", "Bearer tsr_live_00000000000000000000000000000000000000", "typing error")]
    public void Stranger_ReadsWhatIsWrong(string header, string value, string fragment)
    {
        var error = Identify(header, value).Error!;
        Assert.Equal((401, "invalid_request_error", "invalid_api_key"), (error.Status, error.Type, error.Code));
        Assert.Contains(fragment, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_secret, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_ThatWasRevoked_IsRefused()
    {
        _ = _books.Keys.Revoke(_books.Keys.List()[0].Id);
        Assert.Contains("revoked", Identify("Authorization", "Bearer #").Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resident_NeedsNoKey() => Assert.Same(Resident.Playground, new Doorkeeper(_books.Keys).Identify(new DefaultHttpContext().Request, Resident.Playground).Value);

    private Gateway.Calls.Result<ApiKey, Gateway.Calls.CallerError> Identify(string header, string value)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers[header] = value.Replace("#", _secret, StringComparison.Ordinal);
        return new Doorkeeper(_books.Keys).Identify(http.Request);
    }
}
