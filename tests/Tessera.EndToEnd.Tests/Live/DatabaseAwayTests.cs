using Tessera.EndToEnd.Tests.Harness;
using Tessera.Ledger.Sql.Postgres;
using Tessera.Ledger.Tests.Stores;

namespace Tessera.EndToEnd.Tests.Live;

/// <summary>A database that goes away for a while: calls go on, reading says so, and nothing is lost.</summary>
public sealed class DatabaseAwayTests : IAsyncLifetime
{
    private const string Order = """{"model":"gpt-image-1","prompt":"a red balloon","size":"1024x1024","quality":"low"}""";

    private readonly PostgresStore _store = new();
    private DatabaseProxy _line = null!;
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _line = new DatabaseProxy(_store.Address);
        _gateway = await RunningGateway.StartAsync(null, null, database: PostgresAddress.Read(_line.Address, out _));
    }

    public async Task DisposeAsync()
    {
        _line.Restore();
        await _gateway.DisposeAsync();
        _line.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task Call_DatabaseGone_IsAnsweredAndRecordedAfterwards()
    {
        var before = await _gateway.PostAsync("/v1/images/generations", _gateway.TestKey, Order);
        Assert.Equal(200, before.Status);
        await _gateway.RecordAsync(before["x-tessera-generation-id"]!);

        _line.Cut();
        var meanwhile = await _gateway.PostAsync("/v1/images/generations", _gateway.TestKey, Order);

        Assert.Equal(200, meanwhile.Status);

        _line.Restore();
        var record = await _gateway.RecordAsync(meanwhile["x-tessera-generation-id"]!);
        await Patience.UntilAsync(() => Task.FromResult(_store.Number("SELECT count(*) FROM generation") == 2));
        Assert.Equal(meanwhile["x-tessera-cost"], record.Cost!.Value.ToString());
    }

    [Theory]
    [InlineData("GET", "/v1/generation?id=gen_01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("GET", "/v1/credits")]
    [InlineData("POST", "/v1/admin/keys")]
    public async Task Call_DatabaseGone_ThatNeedsItIsToldToComeBack(string method, string path)
    {
        _line.Cut();

        var key = path.Contains("admin", StringComparison.Ordinal) ? _gateway.AdminKey : _gateway.LiveKey;
        using var body = method == "POST" ? new StringContent("""{"name":"another","kind":"test"}""", System.Text.Encoding.UTF8, "application/json") : null;
        var reply = await _gateway.SendAsync(new HttpMethod(method), path, key, body);

        Assert.Equal((503, "books_unavailable", "5"), (reply.Status, (string?)reply.Json["error"]!["code"], reply["retry-after"]));
        // Only who administers is told where the database is.
        Assert.Equal(key == _gateway.AdminKey, reply.Json.ToString().Contains("127.0.0.1", StringComparison.Ordinal));
    }
}
