using Microsoft.Extensions.Logging.Abstractions;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Holds;
using Tessera.Ledger.Identifiers;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;
using Tessera.Ledger.Sql;
using Tessera.Ledger.Tests.Records;

namespace Tessera.Ledger.Tests.Holds;

/// <summary>One process with holds, without threads: it writes when it is pumped.</summary>
internal sealed class TestNode
{
    public static readonly ApiKey Key = new("key_1", "a key", KeyKind.Live, "tsr_live_", DateTimeOffset.UnixEpoch, null);

    private readonly Ulids _ids;

    public TestNode(Database database, string spool, ManualTime time, params Account[] accounts)
    {
        Accounts = accounts;
        _ids = new Ulids(time);
        Holds = new Ledger.Holds.Holds(database, spool, _ => Accounts, scope => [.. Accounts.Where(account => account.Scope == scope)], time, NullLogger.Instance);
    }

    public IReadOnlyList<Account> Accounts { get; set; }

    public Ledger.Holds.Holds Holds { get; }

    public static Account Money(long limit, Period period = Period.Total, long id = 1) => new(id, Scope.Key("key_1"), Measure.Money, period, "UTC", limit, [], TimeSpan.Zero);

    public static Account Rate(long limit, int waitSeconds, long id = 2) =>
        new(id, Scope.Key("key_1"), Measure.Requests, Period.Minute, "UTC", limit, [], TimeSpan.FromSeconds(waitSeconds));

    public static Account Calls(long limit, int waitSeconds, long id = 3) =>
        new(id, Scope.Key("key_1"), Measure.Calls, Period.Total, "UTC", limit, [], TimeSpan.FromSeconds(waitSeconds));

    public static GenerationRecord Ended(GenerationRecord draft, long? cost, long? atRisk = null) => draft with
    {
        Cost = cost is { } nanos ? new Usd(nanos) : null,
        AtRisk = atRisk is { } risk ? new Usd(risk) : null,
    };

    /// <summary>The process dies.</summary>
    public void Kill()
    {
        Holds.Spool.Abandon();
        Holds.Queue.Writer.Dispose();
    }

    public void Pump() => Assert.True(Holds.Queue.Pump());

    public Task<HoldResult> Ask(long money, Action<int>? onPlace = null, CancellationToken cancellation = default) =>
        Holds.PlaceAsync(new HoldOrder(Key, new Amounts(money, 1, 1, 10, 100, 1), Sample.Record(_ids.NewGeneration())) { OnPlace = onPlace }, cancellation).AsTask();

    /// <summary>Asks, and pumps until there is an answer.</summary>
    public HoldResult Place(long money)
    {
        var asked = Ask(money);
        for (var i = 0; i < 3 && !asked.IsCompleted; i++)
        {
            Pump();
        }

        Assert.True(asked.IsCompleted, "No answer after three groups.");
        return asked.Result;
    }

    public void Settle(Hold hold, long? cost, long? atRisk = null) => hold.Settle(Ended(hold.Order.Draft, cost, atRisk));
}
