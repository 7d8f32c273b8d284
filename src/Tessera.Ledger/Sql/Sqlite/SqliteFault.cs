using SQLitePCL;

namespace Tessera.Ledger.Sql.Sqlite;

/// <summary>SQLite refused a statement. <paramref name="code"/> is its primary result code.</summary>
internal sealed class SqliteFault(int code, string message) : SqlFault(message)
{
    public int Code => code;

    public override bool IsLasting => code is raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG or raw.SQLITE_RANGE;

    public override string Explain(string place) => code switch
    {
        raw.SQLITE_NOTADB => $"{place} is not a SQLite database. Move it away, or point the data directory elsewhere.",
        raw.SQLITE_CORRUPT => $"{place} is damaged ({Message}). Restore it from a backup, or move it away to start with empty books.",
        raw.SQLITE_FULL => $"No space is left for {place}. Free some; the books go on by themselves.",
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => $"{place} cannot be written. Give the user that runs Tessera the right to write it and its directory.",
        raw.SQLITE_CANTOPEN => $"{place} cannot be opened. The user that runs Tessera must be able to read and write it and its directory.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"{place} is locked by another program. Close what holds it; the books go on by themselves.",
        raw.SQLITE_IOERR => $"{place} cannot be read or written ({Message}). Check the disk.",
        _ => $"{place} failed: {Message}.",
    };
}
