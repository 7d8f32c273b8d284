using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace Tessera.Ledger.Sql.Postgres;

/// <summary>PostgreSQL refused a statement, or does not answer.</summary>
internal sealed class PostgresFault(Exception cause) : SqlFault(cause.Message, cause)
{
    /// <summary>The server has not refused, it has not answered in time.</summary>
    public bool IsSlow => InnerException!.GetBaseException() is TimeoutException;

    private string? State => (InnerException as PostgresException)?.SqlState;

    // Npgsql has no class of its own for a server without TLS.
    private bool IsTls => InnerException is AuthenticationException || InnerException!.InnerException is AuthenticationException || InnerException.Message.StartsWith("SSL", StringComparison.Ordinal);

    private string Said => ((PostgresException)InnerException!).MessageText.TrimEnd('.');

    private string Reason
    {
        get
        {
            var root = InnerException!.GetBaseException();
            return (IsSlow ? "no answer in time" : root.Message.ReplaceLineEndings(" ")).TrimEnd('.');
        }
    }

    /// <summary>Classes 22 (the data), 23 (constraints) and 54 (more than fits, e.g. into an index).</summary>
    public override bool IsLasting => State?[..2] is "22" or "23" or "54";

    /// <summary>Whether an exception is one of a connection rather than a bug.</summary>
    public static bool Is(Exception fault) => fault is NpgsqlException or IOException or SocketException or TimeoutException or AuthenticationException;

    public override string Explain(string place) => State switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"{place} does not let this user in ({Said}). Check user and password in TESSERA_DATABASE, and pg_hba.conf at the server.",
        PostgresErrorCodes.InvalidCatalogName => $"{place} is not there ({Said}). Make it with CREATE DATABASE, or correct TESSERA_DATABASE.",
        PostgresErrorCodes.TooManyConnections => $"{place} has no connection left. Close others or raise max_connections; the books go on by themselves.",
        PostgresErrorCodes.DiskFull => $"No space is left for {place}. Free some at the server; the books go on by themselves.",
        PostgresErrorCodes.OutOfMemory => $"{place} has no memory left. The books go on by themselves when there is some.",
        PostgresErrorCodes.ReadOnlySqlTransaction => $"{place} is read-only: a standby, or set to be so. Point TESSERA_DATABASE at the primary, or wait until this one is promoted.",
        PostgresErrorCodes.InsufficientPrivilege => $"{place} does not allow that ({Said}). Give the user of TESSERA_DATABASE the right: docs/operating/databases.md lists them.",
        PostgresErrorCodes.InvalidSchemaName => $"{place} has no schema to work in. Make one, and name it in the user's search_path.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            $"{place} is starting or stopping ({Said}). The books go on by themselves.",
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure =>
            $"{place} is held up by another transaction ({Said}). The books go on by themselves when that has ended.",
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => $"{place} is damaged ({Said}). Restore it from a backup.",
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn => $"{place} is not as Tessera made it ({Said}). Restore it from a backup.",
        null when IsTls => $"{place} cannot be spoken to as sslmode in TESSERA_DATABASE asks ({Reason}). Change it, or the certificates of the server.",
        null => $"{place} does not answer ({Reason}). Check that it runs and that TESSERA_DATABASE names it; the books go on by themselves.",
        _ => $"{place} failed: {Said}.",
    };
}
