using Tessera.Ledger.Entries;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;
using Tessera.Ledger.Tests.Records;
using Tessera.Ledger.Tests.Stores;

namespace Tessera.Ledger.Tests.Entries;

/// <summary>
/// Calls, corrections and new prices in any order, beside a model that knows nothing of entries: whatever a report is grouped by,
/// it comes to the sum of the entries, and that to what the model says, to the nano-dollar.
/// </summary>
public abstract class BooksByChanceTests(TestStore store) : IAsyncLifetime
{
    private const int Steps = 120;

    private static readonly DateTimeOffset Start = new(2026, 10, 30, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Models = ["a/one", "a/two", "b/one"];

    private readonly ManualTime _time = new();
    private readonly Dictionary<string, Known> _model = [];
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

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task AnySequence_ByAnyGroup_ComesToTheSumOfItsEntries(int seed)
    {
        var chance = new Random(seed);
        for (var step = 0; step < Steps; step++)
        {
            _time.Advance(TimeSpan.FromMinutes(chance.Next(90)));
            switch (chance.Next(10))
            {
                case < 5:
                    await CallAsync(chance);
                    break;
                case < 7:
                    await AddAsync(chance, step);
                    break;
                case < 9:
                    await SettleAsync(chance, step);
                    break;
                default:
                    await RepriceAsync(chance);
                    break;
            }
        }

        await CheckAsync();
    }

    private async Task CallAsync(Random chance)
    {
        long? cost = chance.Next(3) == 0 ? null : chance.Next(1_000_000);
        long? risk = chance.Next(3) == 0 ? chance.Next(1, 1_000_000) : null;
        var completed = chance.Next(3) > 0;
        var record = Sample.Record() with
        {
            KeyId = $"key_{chance.Next(3)}",
            KeyKind = chance.Next(6) == 0 ? KeyKind.Test : KeyKind.Live,
            Team = Pick(chance, "design", "press"),
            User = Pick(chance, "u1", "u2"),
            Tags = [.. new[] { "fox", "owl", "elk" }.Where(_ => chance.Next(2) == 0)],
            Model = Models[chance.Next(Models.Length)],
            StartedAt = Start.AddMinutes(chance.Next(60 * 24 * 4)),
            Attempts = chance.Next(4) == 0 ? [] : Sample.Record().Attempts,
            Outcome = completed ? Outcome.Completed : Outcome.Failed,
            Cost = completed && cost is { } nanos ? new Usd(nanos) : null,
            AtRisk = risk is { } maybe ? new Usd(maybe) : null,
        };
        for (var times = chance.Next(1, 3); times > 0; times--)
        {
            await _books.Journal.AppendAsync(record);
            await _books.Journal.FlushAsync();
        }

        if (completed || risk is not null)
        {
            var certain = record.Cost?.Nanos ?? 0;
            _model[record.Id] = new Known(record, certain, risk ?? 0, IsUnpriced: completed && record.Cost is null, IsPriceable: completed, IsCorrected: false);
        }
    }

    private async Task AddAsync(Random chance, int step)
    {
        if (Any(chance) is not { } call)
        {
            return;
        }

        var amount = chance.Next(-600_000, 600_000);
        var result = await _books.Entries.CorrectAsync(new Correction($"add-{step}", call.Record.Id, "by chance", new Usd(amount), null));

        var fault = call.IsUnpriced || call.Risk > 0 ? CorrectionFault.Open : call.Certain + amount < 0 ? CorrectionFault.BelowZero : (CorrectionFault?)null;
        Assert.Equal(fault, result.Fault);
        _model[call.Record.Id] = fault is null ? call with { Certain = call.Certain + amount, IsCorrected = true } : call;
    }

    private async Task SettleAsync(Random chance, int step)
    {
        if (Any(chance) is not { } call)
        {
            return;
        }

        var cost = chance.Next(2) * chance.Next(1_000_000);
        var result = await _books.Entries.CorrectAsync(new Correction($"settle-{step}", call.Record.Id, "by chance", null, new Usd(cost)));

        var isOpen = call.IsUnpriced || call.Risk > 0;
        Assert.Equal(isOpen ? null : CorrectionFault.Settled, result.Fault);
        _model[call.Record.Id] = isOpen ? call with { Certain = call.Certain + cost, Risk = 0, IsUnpriced = false, IsCorrected = true } : call;
    }

    private async Task RepriceAsync(Random chance)
    {
        var model = Models[chance.Next(Models.Length)];
        var price = chance.Next(1_000_000);
        var result = await _books.Entries.RepriceAsync(
            new Repricing(Start, Start.AddDays(2), model, null, "by chance", DryRun: false), _ => (new Usd(price), null));

        var before = _model.Values.Sum(call => call.Certain + call.Risk);
        foreach (var call in _model.Values.Where(call => call.IsPriceable && !call.IsCorrected && call.Record.KeyKind == KeyKind.Live && call.Record.Model == model && call.Record.StartedAt < Start.AddDays(2)).ToList())
        {
            _model[call.Record.Id] = call.IsUnpriced ? call with { Certain = price, Risk = 0, IsUnpriced = false } : call with { Certain = price };
        }

        Assert.Equal(_model.Values.Sum(call => call.Certain + call.Risk) - before, result.Difference.Nanos);
    }

    private async Task CheckAsync()
    {
        foreach (var simulated in new[] { false, true })
        {
            var filter = new EntryFilter { Simulated = simulated };
            var page = await _books.Entries.PageAsync(new EntryQuery(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, filter));
            var calls = _model.Values.Where(call => call.Record.KeyKind == KeyKind.Test == simulated).ToList();
            var sum = Spend.Of(page);
            Assert.Equal((calls.Count, calls.Sum(call => call.Certain + call.Risk)), (sum.Calls, sum.Amount.Nanos));
            Assert.Equal((calls.Sum(call => call.Risk), calls.Count(call => call.IsUnpriced)), (sum.AtRisk.Nanos, sum.Unpriced));
            Assert.Equal(page.Count, page.Select(entry => entry.Id).Distinct(StringComparer.Ordinal).Count());
            foreach (var group in Enum.GetValues<ReportGroup>())
            {
                var report = await _books.Entries.ReportAsync(new ReportQuery(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, group, filter, TimeZoneInfo.Utc));
                Assert.Equal(sum, report.Total);
                // By tag a call counts once for each of its tags.
                var rows = group == ReportGroup.Tag ? page.SelectMany(entry => Enumerable.Repeat(entry, Math.Max(1, entry.Tags.Count))) : page;
                Assert.Equal(Spend.Of(rows), report.Rows.Aggregate(default(Spend), (total, row) => total + row.Spend));
            }
        }

        foreach (var call in _model.Values)
        {
            var sum = Spend.Of(await _books.Entries.OfAsync(call.Record.Id));
            Assert.Equal((call.Certain + call.Risk, call.Risk, call.IsUnpriced ? 1 : 0), (sum.Amount.Nanos, sum.AtRisk.Nanos, sum.Unpriced));
        }
    }

    private static string? Pick(Random chance, params string[] words) => chance.Next(3) == 0 ? null : words[chance.Next(words.Length)];

    private Known? Any(Random chance) => _model.Count == 0 ? null : _model.Values.ElementAt(chance.Next(_model.Count));

    /// <summary>A call as the model has it.</summary>
    private sealed record Known(GenerationRecord Record, long Certain, long Risk, bool IsUnpriced, bool IsPriceable, bool IsCorrected);
}

public sealed class SqliteBooksByChanceTests() : BooksByChanceTests(new SqliteStore());

public sealed class PostgresBooksByChanceTests() : BooksByChanceTests(new PostgresStore());
