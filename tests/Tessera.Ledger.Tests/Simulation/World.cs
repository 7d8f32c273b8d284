using Microsoft.Extensions.Logging;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Holds;
using Tessera.Ledger.Identifiers;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;
using Tessera.Ledger.Sql;
using Tessera.Ledger.Tests.Records;

namespace Tessera.Ledger.Tests.Simulation;

/// <summary>
/// Two nodes over one database, driven by chance without any thread: calls, retries, faults, kills, restarts, freezes, clocks
/// that jump, limits that change. After every step what they say is compared with <see cref="Model"/>.
/// </summary>
internal sealed class World : IDisposable
{
    private static readonly ApiKey Key = new("key_1", "a key", KeyKind.Live, "tsr_live_", DateTimeOffset.UnixEpoch, null);

    private readonly Random _chance;
    private readonly string _folder;
    private readonly ManualTime _time = new();
    private readonly Database _database;
    private readonly Func<string, string> _rewrite;
    private readonly bool _forgetsSpools;
    private readonly Model _model = new();
    private readonly Node[] _nodes = new Node[2];
    private readonly Dictionary<string, (Outcome Outcome, long? Cost, long? AtRisk)> _ended = new(StringComparer.Ordinal);
    private readonly List<Node> _unburied = [];
    private readonly Ulids _ids;
    private readonly List<string> _log = [];
    private IReadOnlyList<Account> _accounts =
    [
        new(1, Scope.Key("key_1"), Measure.Money, Period.Day, "UTC", 100, [], TimeSpan.Zero),
        new(2, Scope.Team("a"), Measure.Money, Period.Total, "UTC", 900, [], TimeSpan.Zero),
        new(3, Scope.Gateway, Measure.Requests, Period.Minute, "UTC", 12, [], TimeSpan.Zero),
        new(4, Scope.Key("key_1"), Measure.Calls, Period.Total, "UTC", 6, [], TimeSpan.Zero),
    ];

    private bool _isShaken;

    /// <param name="folder">For the database and the spools.</param>
    /// <param name="rewrite">Breaks the store's statements.</param>
    /// <param name="forgetsSpools">Recovery does not find what was asked.</param>
    public World(int seed, string folder, Database database, Func<string, string>? rewrite = null, bool forgetsSpools = false)
    {
        (_chance, _folder, _database, _rewrite, _forgetsSpools) = (new Random(seed), folder, database, rewrite ?? (sql => sql), forgetsSpools);
        _ids = new Ulids(_time);
        for (var i = 0; i < _nodes.Length; i++)
        {
            _nodes[i] = Start();
        }
    }

    /// <summary>How often something was granted, refused, killed: a world in which nothing happens proves nothing.</summary>
    public Dictionary<string, int> Seen { get; } = new(StringComparer.Ordinal);

    public void Run(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            try
            {
                Step();
            }
            catch (BrokenException fault)
            {
                throw new BrokenException($"step {step}: {fault.Message}; {string.Join(", ", _log.TakeLast(400))}\n{Dump()}");
            }

            if (_model.Fault(_accounts) is { } exceeded)
            {
                throw new BrokenException($"step {step}: {exceeded}; {string.Join(", ", _log.TakeLast(12))}\n{Dump()}");
            }
        }

        try
        {
            Settle();
        }
        catch (BrokenException fault)
        {
            throw new BrokenException($"{fault.Message}; {string.Join(", ", _log.TakeLast(400))}\n{Dump()}");
        }
    }

    public void Dispose()
    {
        foreach (var node in _nodes.Concat(_unburied))
        {
            node.Close();
        }
    }

    private void Step()
    {
        var place = _chance.Next(_nodes.Length);
        var node = _nodes[place];
        var dice = _chance.Next(100);
        _log.Add($"{place}:{dice}");
        switch (dice)
        {
            case < 30:
                Place(node);
                break;
            case < 42:
                Ask(node);
                break;
            case < 48:
                Resize(node);
                break;
            case < 70:
                End(node);
                break;
            case < 82:
                Pump(node);
                break;
            case < 88:
                // Nodes show every few seconds that they live; what happens to one that does not is another step.
                _time.Advance(TimeSpan.FromSeconds(_chance.Next(1, 5)));
                PumpAll(2);
                break;
            case < 90:
                _time.Offset += TimeSpan.FromHours(_chance.Next(-30, 60));
                break;
            case < 93:
                Shake(node);
                break;
            case < 95:
                Kill(node);
                break;
            case < 96:
                LoseDisk(node);
                break;
            case < 97:
                Freeze(node);
                break;
            case < 98:
                _time.Advance(TimeSpan.FromMinutes(2));
                PumpAll(12);
                break;
            default:
                ChangeLimit();
                break;
        }
    }

    private void Place(Node node)
    {
        var worst = new Amounts(_chance.Next(1, 45), 1, 1, 10, 100, 1);
        var draft = Sample.Record(_ids.NewGeneration()) with { Cost = null };
        var asked = node.Holds.PlaceAsync(new HoldOrder(Key, worst, draft)).AsTask();
        for (var i = 0; i < 50 && !asked.IsCompleted; i++)
        {
            PumpAll(1);
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Check(asked.IsCompleted, "a call got no answer within five seconds");
        var result = asked.Result;
        if (result.Hold is { } hold)
        {
            Count("granted");
            _log.Add($"placed {draft.Id[^4..]} {worst.Money}");
            node.Open.Add(hold);
            foreach (var draw in hold.Draws)
            {
                _model.Hold(draw);
            }

            return;
        }

        Count($"refused: {result.Refusal!.Reason}");
        if (result.Refusal.Reason == RefusalReason.Limit && _unburied.Count == 0)
        {
            var fits = _accounts.All(account => worst[account.Measure] <= _model.Left(account, Windows.Of(account.Period, account.Zone, _time.GetUtcNow()).StartsAt));
            Check(!fits, $"a call for {worst.Money} was refused by account {result.Refusal.Standing!.Account.Id}, and would have fitted");
        }

        Check(result.Refusal.Reason == RefusalReason.Limit || _isShaken, $"refused for {result.Refusal.Reason} while the database was there");
    }

    private void Ask(Node node)
    {
        if (Pick(node) is { } hold)
        {
            hold.Asked();
            node.Asked.Add(hold);
        }
    }

    private void Resize(Node node)
    {
        // What others booked for a frozen node's call stays as it is until that ends.
        if (Pick(node) is not { } hold || hold.Draws.Any(draw => draw.Booked > 0))
        {
            return;
        }

        var before = hold.Draws.ToArray();
        var resized = hold.ResizeAsync(new Usd(_chance.Next(1, 60))).AsTask();
        for (var i = 0; i < 50 && !resized.IsCompleted; i++)
        {
            PumpAll(1);
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Check(resized.IsCompleted, "a hold that is to grow got no answer within five seconds");
        _log.Add($"resize {hold.GenerationId[^4..]} {hold.Worst}");
        Count(resized.Result is null ? "resized" : "not resized");
        foreach (var draw in before)
        {
            _model.Release(draw);
        }

        foreach (var draw in hold.Draws)
        {
            _model.Hold(draw);
        }

        if (node.Asked.Contains(hold))
        {
            hold.Asked();
        }
    }

    private void End(Node node)
    {
        if (Pick(node) is not { } hold)
        {
            return;
        }

        var held = hold.Draws.ToArray();
        var money = hold.Worst.Nanos;
        (Outcome, long? Cost, long? AtRisk) end = _chance.Next(10) switch
        {
            0 => (Outcome.Failed, null, null),
            1 => (Outcome.Failed, null, money),
            2 => (Outcome.Completed, money + _chance.Next(0, 5), null),
            _ => (Outcome.Completed, _chance.Next(0, (int)money + 1), null),
        };
        var record = hold.Order.Draft with
        {
            Outcome = end.Item1,
            Cost = end.Cost is { } cost ? new Usd(cost) : null,
            AtRisk = end.AtRisk is { } risk ? new Usd(risk) : null,
        };
        hold.Settle(record);
        hold.Settle(record);
        Finish(node, hold, held, record);
        for (var i = 0; i < 6 && held.Any(draw => draw.Booked > 0); i++)
        {
            // Until it is told, the database has the worst as spent, and refuses for it; the other node believes for a second what it saw.
            Pump(node);
            _time.Advance(TimeSpan.FromMilliseconds(200));
        }
    }

    private void Finish(Node node, Hold hold, Draw[] held, GenerationRecord record)
    {
        node.Open.Remove(hold);
        node.Asked.Remove(hold);
        var charge = Charge.Of(record);
        foreach (var draw in held)
        {
            _model.Settle(draw, charge[draw.Window.Account.Measure]);
        }

        _log.Add($"end {record.Id[^4..]} {record.Cost}|{record.AtRisk}");
        _ended[record.Id] = (record.Outcome, record.Cost?.Nanos, record.AtRisk?.Nanos);
    }

    /// <summary>The process dies without warning; another starts on the same disk.</summary>
    private void Kill(Node node)
    {
        Count("killed");
        _log.Add($"kill {string.Join(' ', node.Open.Select(hold => $"{hold.GenerationId[^4..]}:{hold.AskedFor}/{hold.Worst}"))}");
        node.Kill();
        Bury(node);
        if (_forgetsSpools)
        {
            Directory.Delete(System.IO.Path.Combine(_folder, "spool"), recursive: true);
        }

        _nodes[Array.IndexOf(_nodes, node)] = Start();
        PumpAll(2);
    }

    /// <summary>The machine is lost with its disk, when all that happened on it had been written. The other node sees to the rest.</summary>
    private void LoseDisk(Node node)
    {
        Calm();
        _time.Advance(TimeSpan.FromMilliseconds(200));
        for (var i = 0; i < 3; i++)
        {
            Pump(node);
        }

        Count("disk lost");
       node.Kill();
        node.LoseSpool();
        Bury(node);
        _nodes[Array.IndexOf(_nodes, node)] = Start();
        _unburied.Add(node);
        for (var i = 0; i < 8; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(4));
            PumpAll(1);
        }

        _unburied.Clear();
    }

    /// <summary>The process stands still for so long that the other takes it for dead; then it goes on.</summary>
    private void Freeze(Node node)
    {
        Calm();
        foreach (var hold in node.Open)
        {
            hold.Asked();
            node.Asked.Add(hold);
            _model.Freeze(hold.Draws);
        }

        _time.Advance(TimeSpan.FromMilliseconds(200));
        for (var i = 0; i < 3; i++)
        {
            Pump(node);
        }

        Count("frozen");
        _log.Add($"freeze {string.Join(' ', node.Open.Select(hold => $"{hold.GenerationId[^4..]}:{hold.AskedFor}/{hold.Worst}"))}");
        var other = _nodes.Single(another => another != node);
        for (var i = 0; i < 8; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(4));
            Pump(other);
        }
    }

    private void Bury(Node node)
    {
        foreach (var hold in node.Open.ToList())
        {
            if (node.Asked.Contains(hold))
            {
                var note = HoldNote.Of(hold.Order.Draft, hold.AskedFor!.Value, []);
                Finish(node, hold, hold.Draws.ToArray(), Interrupted.Of(note));
            }
            else
            {
                foreach (var draw in hold.Draws)
                {
                    _model.Release(draw);
                }
            }
        }

        node.Open.Clear();
    }

    private void ChangeLimit()
    {
        var place = _chance.Next(_accounts.Count);
        var account = _accounts[place];
        var limit = _chance.Next(4) == 0 ? account.Limit / 2 : account.Limit + (account.Limit / 4) + 2;
        if (limit < account.Limit)
        {
            _model.Lower(account.Id);
        }

        _accounts = [.. _accounts.Select(other => other.Id == account.Id ? other with { Limit = limit } : other)];
        foreach (var node in _nodes)
        {
            node.Holds.Refresh();
        }
    }

    private void Shake(Node node)
    {
        Count("shaken");
        _isShaken = true;
        (node.Database.Refusals, node.Database.LostAnswers) = (_chance.Next(3), _chance.Next(3));
    }

    private void Calm()
    {
        _isShaken = false;
        foreach (var node in _nodes)
        {
            (node.Database.Refusals, node.Database.LostAnswers) = (0, 0);
        }
    }

    private void Pump(Node node) => node.Holds.Queue.Pump();

    private void PumpAll(int times)
    {
        for (var i = 0; i < times; i++)
        {
            foreach (var node in _nodes)
            {
                Pump(node);
            }
        }
    }

    /// <summary>Lets everything come to rest, and compares to the last unit.</summary>
    private void Settle()
    {
        Calm();
        for (var i = 0; i < 6; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(4));
            PumpAll(2);
        }

        using var connection = _database.Connect();
        foreach (var (id, (outcome, cost, atRisk)) in _ended)
        {
            CheckRecord(connection, id, outcome, cost, atRisk);
        }

        foreach (var node in _nodes)
        {
            foreach (var window in node.Holds.Till.Windows)
            {
                var written = connection.Number($"SELECT amount FROM slice WHERE node = '{node.Holds.Queue.Writer.Node}' AND account = {window.Account.Id} AND starts_at = {UnixTime.Microseconds(window.StartsAt)}");
                Check(written == window.Slice - window.Owed, $"account {window.Account.Id}: a slice of {written} is written, {window.Slice} less {window.Owed} is in hand");
            }
        }

        foreach (var ((account, startsAt), spent, held) in _model.Windows)
        {
            var start = UnixTime.Microseconds(startsAt);
            var key = $"account = {account} AND starts_at = {start}";
            if (connection.Number($"SELECT COUNT(*) FROM account_window WHERE {key}") == 0)
            {
                Check(account == 3 || (spent == 0 && held == 0), $"account {account} has no window, and spent {spent}");
                continue;
            }

            var posted = connection.Number($"SELECT spent FROM account_window WHERE {key}");
            var sliced = connection.Number($"SELECT sliced FROM account_window WHERE {key}");
            var slices = connection.Number($"SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM slice WHERE {key}");
            var heldThere = connection.Number($"SELECT CAST(COALESCE(SUM(held), 0) AS BIGINT) FROM slice WHERE {key}");
            Check(sliced == slices, $"account {account}: {sliced} are sliced, the slices are {slices}");
            Check(slices >= heldThere, $"account {account}: {heldThere} are held of slices of {slices}");
            // What is booked as at risk for a frozen node's calls is spent until they end.
            var booked = _nodes.SelectMany(node => node.Open).SelectMany(hold => hold.Draws).Where(draw => draw.Window.Account.Id == account && draw.Window.StartsAt == startsAt).ToList();
            Check(heldThere == booked.Sum(draw => draw.Held), $"account {account}: {heldThere} are held, {booked.Sum(draw => draw.Held)} should be");
            // A minute that is over may be swept before the last call that began in it has ended.
            Check(booked.Any(draw => draw.Booked > 0) || posted == spent || account == 3, $"account {account}: {posted} are spent, {spent} should be");
        }
    }

    private static void CheckRecord(Connection connection, string id, Outcome outcome, long? cost, long? atRisk)
    {
        using var find = connection.Prepare("SELECT outcome, cost, at_risk FROM generation WHERE id = ?");
        Check(find.Add(id).Step(), $"the record of {id} is lost");
        Check(
            (Words.OutcomeOf(find.Text(0)), find.IntegerOrNull(1), find.IntegerOrNull(2)) == (outcome, cost, atRisk),
            $"{id} is {find.Text(0)} with {find.IntegerOrNull(1)} and {find.IntegerOrNull(2)}, should be {outcome} with {cost} and {atRisk}");
        using var entries = connection.Prepare("SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM entry WHERE generation = ?");
        entries.Add(id).Step();
        Check(entries.Integer(0) == (cost ?? atRisk ?? 0), $"the entries of {id} come to {entries.Integer(0)}, should come to {cost ?? atRisk ?? 0}");
    }

    private string Dump()
    {
        using var connection = _database.Connect();
        var lines = new List<string>();
        foreach (var table in new[] { "SELECT 'window', account, starts_at, spent, sliced, wanted FROM account_window", "SELECT node, account, starts_at, amount, held, answered FROM slice", "SELECT id, beat, written, 0, 0, 0 FROM node", "SELECT generation, booked, 0, 0, 0, 0 FROM hold" })
        {
            using var rows = connection.Prepare(table);
            while (rows.Step())
            {
                lines.Add($"{rows.Text(0)} {string.Join(' ', Enumerable.Range(1, 5).Select(rows.Integer))}");
            }
        }

        foreach (var node in _nodes)
        {
            lines.Add($"{node.Holds.Queue.Writer.Node} ({node.Holds.Queue.Health.Fault}): {string.Join(", ", node.Open.Select(hold => $"{hold.GenerationId[^4..]} {hold.AskedFor} {string.Join('+', hold.Draws.Select(draw => $"{draw.Window.Account.Id}:{draw.Amount}-{draw.Booked}"))}"))}");
            lines.AddRange(node.Open.SelectMany(hold => hold.Draws).Select(draw => draw.Window).Distinct().Select(window => $"   {window.Account.Id} {UnixTime.Microseconds(window.StartsAt)} slice {window.Slice} held {window.Held} unreported {window.Unreported} owed {window.Owed} over {window.IsOver} past {window.IsPast}"));
        }

        return string.Join('\n', lines);
    }

    private Hold? Pick(Node node) => node.Open.Count == 0 ? null : node.Open[_chance.Next(node.Open.Count)];

    private Node Start() => new(new ShakyDatabase(_database, _rewrite), System.IO.Path.Combine(_folder, "spool"), _ => _accounts, _time, new Lines(_log));

    private void Count(string what) => Seen[what] = Seen.GetValueOrDefault(what) + 1;

    private static void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new BrokenException(otherwise);
        }
    }

    private sealed class Lines(List<string> log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Add(formatter(state, exception));
    }

    private sealed class Node(ShakyDatabase database, string spool, Func<ApiKey, IReadOnlyList<Account>> accounts, ManualTime time, ILogger lines)
    {
        public ShakyDatabase Database => database;

        public Ledger.Holds.Holds Holds { get; } = new(database, spool, accounts, _ => accounts(Key), time, lines);

        public List<Hold> Open { get; } = [];

        public HashSet<Hold> Asked { get; } = [];

        public void Kill() => Close();

        public void Close()
        {
            Holds.Spool.Abandon();
            Holds.Queue.Writer.Dispose();
        }

        public void LoseSpool()
        {
            if (Directory.Exists(Holds.Spool.Folder))
            {
                Directory.Delete(Holds.Spool.Folder, recursive: true);
                File.Delete(Holds.Spool.Folder + ".lock");
            }
        }
    }
}

/// <summary>Something does not hold that must.</summary>
internal sealed class BrokenException(string message) : Exception(message);
