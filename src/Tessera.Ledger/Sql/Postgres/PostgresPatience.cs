namespace Tessera.Ledger.Sql.Postgres;

/// <summary>How long a connection waits: for an answer, and for a lock that another transaction holds.</summary>
internal sealed record PostgresPatience(int AnswerSecondsMax, int LockMillisecondsMax)
{
    /// <summary>Our own statements take milliseconds. A caller waits no longer than twice this for a server that stands still.</summary>
    public static readonly PostgresPatience Usual = new(AnswerSecondsMax: 10, LockMillisecondsMax: 5_000);

    /// <summary>A migration or a transfer of large books, or waiting for another process that does it.</summary>
    public static readonly PostgresPatience Long = new(AnswerSecondsMax: 3_600, LockMillisecondsMax: 3_600_000);
}
