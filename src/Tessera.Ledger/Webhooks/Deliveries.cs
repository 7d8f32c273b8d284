using Tessera.Ledger.Identifiers;
using Tessera.Ledger.Records;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Webhooks;

/// <summary>
/// The deliveries of all webhooks. They are written with the records of their generations
/// (<see cref="GenerationRecord.Webhook"/>); whoever sends them claims some, tries, and says what came of it. Several processes
/// may claim: each delivery goes to one of them. Safe from any thread.
/// </summary>
/// <remarks>Every member throws <see cref="LedgerUnavailableException"/> when the database cannot be reached.</remarks>
public sealed class Deliveries
{
    /// <summary>Days that a delivery is kept after it was delivered or given up.</summary>
    public const int KeepDays = 30;

    // One delete holds SQLite's write lock for some 10 ms.
    private const int TrimRowsMax = 500;

    // Looked at for each one that is taken: those of a host that already has its share are passed over.
    private const int LookedAtPerTaken = 4;

    private readonly Database _database;

    internal Deliveries(Database database) => _database = database;

    /// <summary>Something has been written here that is due now. Called on the thread that wrote: no waiting in it.</summary>
    public event Action? Enqueued;

    /// <summary>
    /// Takes deliveries that are due, those that wait for the longest first. Each counts as an attempt from now on; if nothing
    /// is said of it until <paramref name="leaseEndsAt"/>, because this process has died, it is due again.
    /// </summary>
    /// <param name="max">To take.</param>
    /// <param name="busy">How many run for a host already.</param>
    /// <param name="perHostMax">That may run for one host at a time.</param>
    public IReadOnlyList<Delivery> Claim(DateTimeOffset now, DateTimeOffset leaseEndsAt, int max, IReadOnlyDictionary<string, int> busy, int perHostMax) => Explained(() =>
    {
        var claimed = new List<Delivery>();
        using var connection = _database.Connect();
        var running = new Dictionary<string, int>(busy, StringComparer.Ordinal);
        while (max > claimed.Count && Choose(connection, now, max - claimed.Count, running, perHostMax) is { Count: > 0 } chosen)
        {
            connection.Transact(() => claimed.AddRange(Take(connection, chosen, leaseEndsAt)));
        }

        return claimed;
    });

    /// <summary>When the next one becomes due that is not due yet; null where there is none.</summary>
    public DateTimeOffset? NextDue(DateTimeOffset now) => Explained<DateTimeOffset?>(() =>
    {
        using var connection = _database.Connect();
        using var statement = connection.Prepare(WebhookSql.NextDue);
        return statement.Add(UnixTime.Microseconds(now)).Step() && statement.IntegerOrNull(0) is { } microseconds ? UnixTime.Moment(microseconds) : null;
    });

    /// <summary>Says what became of claimed deliveries, all in one transaction. The word of an attempt that has counted as lost since is only noted.</summary>
    public void Finish(IReadOnlyList<DeliveryOutcome> outcomes) => Explained(() =>
    {
        using var connection = _database.Connect();
        connection.Transact(() =>
        {
            using var attempt = connection.Prepare(WebhookSql.InsertAttempt);
            using var finish = connection.Prepare(WebhookSql.Finish);
            foreach (var (delivery, ended, state, dueAt) in outcomes)
            {
                attempt.Add(delivery.Id).Add(delivery.Attempts).Add(UnixTime.Microseconds(ended.At)).Add(UnixTime.Microseconds(ended.Duration))
                    .Add(ended.Status).Add(ended.Error)
                    .Run();
                var deliveredAt = state == DeliveryState.Delivered ? UnixTime.Microseconds(ended.At + ended.Duration) : (long?)null;
                finish.Add(Words.Of(state)).Add(dueAt is { } moment ? UnixTime.Microseconds(moment) : null).Add(deliveredAt)
                    .Add(delivery.Id).Add(delivery.Attempts)
                    .Run();
            }

            connection.Finish();
        });
        return true;
    });

    /// <summary>Undoes claims whose attempts were broken off by the end of this process: they are due at once and do not count.</summary>
    public void GiveBack(IReadOnlyList<Delivery> deliveries, DateTimeOffset now) => Explained(() =>
    {
        using var connection = _database.Connect();
        connection.Transact(() =>
        {
            foreach (var delivery in deliveries)
            {
                connection.Change(WebhookSql.GiveBack, statement => statement.Add(UnixTime.Microseconds(now)).Add(delivery.Id).Add(delivery.Attempts));
            }
        });
        return true;
    });

    public Delivery? Find(string id) => Explained(() =>
    {
        using var connection = _database.Connect();
        return Find(connection, id);
    });

    /// <summary>The attempts of a delivery that have ended, first to last.</summary>
    public IReadOnlyList<DeliveryAttempt> AttemptsOf(string id) => Explained(() =>
    {
        using var connection = _database.Connect();
        using var statement = connection.Prepare(WebhookSql.Attempts);
        statement.Add(id);
        var attempts = new List<DeliveryAttempt>();
        while (statement.Step())
        {
            attempts.Add(Attempt(statement, 0));
        }

        return attempts;
    });

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Delivery> List(DeliveryQuery query) => Explained(() =>
    {
        using var connection = _database.Connect();
        using var statement = connection.Prepare(WebhookSql.List(query.State is not null, query.KeyId is not null, query.BeforeId is not null));
        foreach (var filter in new[] { query.State is { } state ? Words.Of(state) : null, query.KeyId, query.BeforeId })
        {
            if (filter is not null)
            {
                statement.Add(filter);
            }
        }

        return ReadAll(statement.Add(Math.Clamp(query.Limit, 1, DeliveryQuery.LimitMax)));
    });

    /// <summary>Makes a delivery due now, whatever became of it, with the whole schedule before it and the same identifier. Null if there is none.</summary>
    public Delivery? Replay(string id, DateTimeOffset now)
    {
        var replayed = Explained(() =>
        {
            using var connection = _database.Connect();
            connection.Change(WebhookSql.Replay, statement => statement.Add(UnixTime.Microseconds(now)).Add(id));
            return Find(connection, id);
        });
        if (replayed is not null)
        {
            Enqueued?.Invoke();
        }

        return replayed;
    }

    /// <summary>Deletes what belongs to generations that started before <paramref name="moment"/> and has come to its end. How many there were.</summary>
    public int Trim(DateTimeOffset moment, CancellationToken cancellation = default) => Explained(() =>
    {
        var floor = Ulids.Floor(DeliveryWriter.IdPrefix, moment);
        var total = 0;
        using var connection = _database.Connect();
        for (var deleted = TrimRowsMax; deleted == TrimRowsMax; total += deleted)
        {
            cancellation.ThrowIfCancellationRequested();
            deleted = connection.Change(WebhookSql.DeleteOldest, statement => statement.Add(floor).Add(TrimRowsMax));
        }

        return total;
    });

    /// <summary>Told by the writer of records once a group is committed.</summary>
    internal void Written(IReadOnlyList<GenerationRecord> group)
    {
        for (var i = 0; i < group.Count; i++)
        {
            if (group[i].Webhook is not null)
            {
                Enqueued?.Invoke();
                return;
            }
        }
    }

    /// <summary>Those to take next, no host beyond its share; counts them in <paramref name="running"/>.</summary>
    private static List<(string Id, long DueAt)> Choose(Connection connection, DateTimeOffset now, int max, Dictionary<string, int> running, int perHostMax)
    {
        var full = running.Where(host => host.Value >= perHostMax).Select(host => host.Key).ToList();
        using var statement = connection.Prepare(WebhookSql.Due(full.Count));
        statement.Add(UnixTime.Microseconds(now));
        full.ForEach(host => statement.Add(host));
        statement.Add(max * LookedAtPerTaken);
        var chosen = new List<(string, long)>();
        while (statement.Step())
        {
            var host = statement.Text(1);
            var count = running.GetValueOrDefault(host);
            if (chosen.Count < max && count < perHostMax)
            {
                running[host] = count + 1;
                chosen.Add((statement.Text(0), statement.Integer(2)));
            }
        }

        return chosen;
    }

    private static List<Delivery> Take(Connection connection, List<(string Id, long DueAt)> chosen, DateTimeOffset leaseEndsAt)
    {
        using var statement = connection.Prepare(WebhookSql.Claim);
        var taken = new List<Delivery>();
        // In the order of their identifiers: two processes that take the same ones then wait for each other only once.
        foreach (var (id, dueAt) in chosen.OrderBy(one => one.Id, StringComparer.Ordinal))
        {
            taken.AddRange(ReadAll(statement.Add(UnixTime.Microseconds(leaseEndsAt)).Add(id).Add(dueAt)));
        }

        return taken;
    }

    private static Delivery? Find(Connection connection, string id)
    {
        using var statement = connection.Prepare(WebhookSql.Find);
        return ReadAll(statement.Add(id)).SingleOrDefault();
    }

    private static List<Delivery> ReadAll(Statement statement)
    {
        var deliveries = new List<Delivery>();
        while (statement.Step())
        {
            deliveries.Add(new Delivery(
                Id: statement.Text(0),
                GenerationId: statement.Text(1),
                KeyId: statement.Text(2),
                Event: statement.Text(3),
                Url: statement.Text(4),
                Host: statement.Text(5),
                Origin: statement.TextOrNull(6),
                State: Words.DeliveryStateOf(statement.Text(7)),
                CreatedAt: UnixTime.Moment(statement.Integer(8)),
                Attempts: statement.Integer(9),
                Tries: statement.Integer(10),
                DueAt: MomentOrNull(statement, 11),
                DeliveredAt: MomentOrNull(statement, 12),
                Last: statement.IntegerOrNull(13) is null ? null : Attempt(statement, 13)));
        }

        return deliveries;
    }

    private static DeliveryAttempt Attempt(Statement row, int first) => new(
        UnixTime.Moment(row.Integer(first)),
        UnixTime.Span(row.Integer(first + 1)),
        (int?)row.IntegerOrNull(first + 2),
        row.TextOrNull(first + 3));

    private static DateTimeOffset? MomentOrNull(Statement row, int column) =>
        row.IntegerOrNull(column) is { } microseconds ? UnixTime.Moment(microseconds) : null;

    private T Explained<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqlFault fault)
        {
            throw new LedgerUnavailableException(fault.Explain(_database.Path), fault);
        }
    }
}
