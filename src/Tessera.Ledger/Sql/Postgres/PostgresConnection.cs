using System.Data;
using Npgsql;

namespace Tessera.Ledger.Sql.Postgres;

/// <summary>
/// A connection to a PostgreSQL server, opened when it is first needed and again after it was lost. Statements whose answer
/// nobody waits for are gathered and sent together: a group of 512 records costs a few round trips instead of two thousand.
/// Statements that come again are prepared by Npgsql, once per connection.
/// </summary>
internal sealed class PostgresConnection(PostgresSource source, PostgresPatience patience) : Connection
{
    /// <summary>Statements that are gathered at most. More go in several parts, which costs one round trip each.</summary>
    public const int GatheredMax = 1_000;

    // A connection that was used within this time is taken to be there still. An older one is asked first: what fails then can
    // be done on a new one, while of a statement that fails nobody knows whether it was done.
    private const int TrustedMilliseconds = 1_000;

    // One for each schema. It ends with the transaction, and with the connection.
    private static readonly PostgresCommand Alone = new($"SELECT pg_advisory_xact_lock({Migrations.ApplicationId}, hashtext(current_schema()))", [], Returns: true);

    private readonly List<(PostgresCommand Command, Action<PostgresRows>? Read)> _gathered = [];
    private NpgsqlConnection? _open;
    private long _usedAt;
    private int _changes;
    private int _gathering;
    private bool _inTransaction;
    private bool _begun;
    private PostgresFault? _failed;

    public override int Changes
    {
        get
        {
            Finish();
            return _changes;
        }
    }

    public override Statement Prepare(string sql) => new PostgresStatement(this, PostgresSql.Statement(sql));

    public override void Run(string sql)
    {
        Finish();
        Guard(() =>
        {
            using var command = new NpgsqlCommand(sql, Open()) { CommandTimeout = patience.AnswerSecondsMax };
            command.ExecuteNonQuery();
        });
    }

    public override void Transact(Action work) => Transact(work, first: null);

    public override void TransactAlone(Action work) => Transact(work, Alone);

    public override void Together(Action work)
    {
        _gathering++;
        try
        {
            work();
            Finish();
        }
        finally
        {
            _gathering--;
            _gathered.Clear();
        }
    }

    public override void Finish()
    {
        if (_gathered.Count > 0)
        {
            var gathered = _gathered.ToArray();
            _gathered.Clear();
            // What only reads may be asked twice: a server that was restarted is not noticed then.
            var mayRepeat = _open is not null && !_inTransaction && Array.TrueForAll(gathered, part => part.Command.OnlyReads);
            try
            {
                Execute(gathered);
            }
            catch (PostgresFault fault) when (mayRepeat && _open is null && !fault.IsSlow)
            {
                Execute(gathered);
            }
        }
    }

    /// <summary>Runs a statement now, after all that was gathered, in the same round trip.</summary>
    public PostgresRows Ask(PostgresCommand command)
    {
        PostgresRows? answer = null;
        _gathered.Add((command, rows => answer = rows));
        Finish();
        return answer ?? new PostgresRows();
    }

    /// <summary>Runs a statement now or, where several may go together, later.</summary>
    public void Send(PostgresCommand command, Action<PostgresRows>? read)
    {
        _gathered.Add((command, read));
        if (_gathering == 0 || _gathered.Count >= GatheredMax)
        {
            Finish();
        }
    }

    public override void Dispose() => Drop();

    private void Transact(Action work, PostgresCommand? first)
    {
        (_inTransaction, _begun, _failed) = (true, false, null);
        _gathering++;
        try
        {
            Send(PostgresCommand.Plain("BEGIN"), null);
            if (first is not null)
            {
                Send(first, null);
            }

            work();
            Send(PostgresCommand.Plain("COMMIT"), null);
            Finish();
        }
        catch
        {
            _gathered.Clear();
            Undo();
            throw;
        }
        finally
        {
            _gathering--;
            _inTransaction = false;
        }
    }

    private void Execute((PostgresCommand Command, Action<PostgresRows>? Read)[] gathered)
    {
        var answers = new PostgresRows?[gathered.Length];
        Guard(() =>
        {
            using var batch = new NpgsqlBatch(Open()) { Timeout = patience.AnswerSecondsMax };
            foreach (var (command, _) in gathered)
            {
                batch.BatchCommands.Add(command.ToPart());
            }

            _begun = _inTransaction;
            using var reader = batch.ExecuteReader();
            // The reader stops only at statements that return rows, even if there are none.
            for (var i = 0; i < gathered.Length; i++)
            {
                if (gathered[i].Command.Returns)
                {
                    answers[i] = gathered[i].Read is null ? null : PostgresRows.Read(reader);
                    reader.NextResult();
                }
            }

            reader.Close();
            _changes = (int)batch.BatchCommands[^1].RecordsAffected;
        });
        for (var i = 0; i < gathered.Length; i++)
        {
            if (answers[i] is { } rows)
            {
                gathered[i].Read!(rows);
            }
        }
    }

    /// <summary>Turns what Npgsql throws into a <see cref="SqlFault"/>; a fault within a transaction ends that, whoever catches it.</summary>
    private void Guard(Action action)
    {
        if (_inTransaction && _failed is { } before)
        {
            throw before;
        }

        try
        {
            action();
            _usedAt = Environment.TickCount64;
        }
        catch (Exception cause) when (cause is PostgresFault || PostgresFault.Is(cause))
        {
            _failed = cause as PostgresFault ?? new PostgresFault(cause);
            if (_open is { FullState: not ConnectionState.Open })
            {
                Drop();
            }

            throw _failed;
        }
    }

    private void Undo()
    {
        if (!_begun || _open is null)
        {
            return;
        }

        try
        {
            using var command = new NpgsqlCommand("ROLLBACK", _open) { CommandTimeout = patience.AnswerSecondsMax };
            command.ExecuteNonQuery();
        }
        catch (Exception fault) when (PostgresFault.Is(fault) || fault is InvalidOperationException)
        {
            // The server undoes it when the connection ends.
            Drop();
        }
    }

    private NpgsqlConnection Open()
    {
        if (_inTransaction && _begun)
        {
            return _open!;
        }

        if (_open is not null && (_open.FullState != ConnectionState.Open || Environment.TickCount64 - _usedAt > TrustedMilliseconds && !Answers(_open)))
        {
            Drop();
        }

        if (_open is null)
        {
            _open = source.Connect(patience);
        }

        return _open;
    }

    private bool Answers(NpgsqlConnection connection)
    {
        try
        {
            using var command = new NpgsqlCommand("SELECT 1", connection) { CommandTimeout = patience.AnswerSecondsMax };
            command.ExecuteNonQuery();
            return true;
        }
        catch (Exception fault) when (PostgresFault.Is(fault))
        {
            return false;
        }
    }

    private void Drop()
    {
        _open?.Dispose();
        _open = null;
    }
}
