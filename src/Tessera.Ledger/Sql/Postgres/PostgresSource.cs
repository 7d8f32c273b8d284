using Npgsql;

namespace Tessera.Ledger.Sql.Postgres;

/// <summary>
/// Opens the connections of a database, and while the server is away, not more often than once in
/// <see cref="PauseMilliseconds"/>: in between every try fails at once with the last fault, so that callers who wait for each
/// other do not add up their waiting. Safe from any thread.
/// </summary>
internal sealed class PostgresSource(PostgresAddress address)
{
    public const int PauseMilliseconds = 500;

    // A process that was stopped in the middle of a transaction loses it, and its locks, after this time.
    private const int IdleInTransactionMilliseconds = 30_000;

    private readonly NpgsqlDataSource _source = address.Source();
    private volatile Failure? _last;

    /// <exception cref="PostgresFault">There is no connection to be had.</exception>
    public NpgsqlConnection Connect(PostgresPatience patience)
    {
        if (_last is { } last && Environment.TickCount64 - last.At < PauseMilliseconds)
        {
            throw new PostgresFault(last.Cause);
        }

        var connection = _source.CreateConnection();
        try
        {
            connection.Open();
            using var command = new NpgsqlCommand(
                $"""
                SET lock_timeout = {patience.LockMillisecondsMax};
                SET idle_in_transaction_session_timeout = {IdleInTransactionMilliseconds};
                SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
                """,
                connection);
            command.ExecuteNonQuery();
            _last = null;
            return connection;
        }
        catch (Exception cause) when (PostgresFault.Is(cause))
        {
            connection.Dispose();
            _last = new Failure(cause, Environment.TickCount64);
            throw new PostgresFault(cause);
        }
    }

    private sealed record Failure(Exception Cause, long At);
}
