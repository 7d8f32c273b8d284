using SQLitePCL;

namespace Tessera.Ledger.Sql;

/// <summary>SQLite refused a statement. <paramref name="code"/> is its primary result code.</summary>
internal sealed class SqlFault(int code, string message) : Exception(message)
{
    public int Code => code;

    /// <summary>The data is at fault, not the database: the same statement would fail again however long one waits.</summary>
    public bool IsLasting => code is raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG or raw.SQLITE_RANGE;

    /// <summary>A sentence for the operator: what is wrong with the file, and what to do.</summary>
    public string Explain(string path) => code switch
    {
        raw.SQLITE_NOTADB => $"{path} is not a SQLite database. Move it away, or point the data directory elsewhere.",
        raw.SQLITE_CORRUPT => $"{path} is damaged ({Message}). Restore it from a backup, or move it away to start with empty books.",
        raw.SQLITE_FULL => $"No space is left for {path}. Free some; the books go on by themselves.",
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => $"{path} cannot be written. Give the user that runs Tessera the right to write it and its directory.",
        raw.SQLITE_CANTOPEN => $"{path} cannot be opened. The user that runs Tessera must be able to read and write it and its directory.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"{path} is locked by another program. Close what holds it; the books go on by themselves.",
        raw.SQLITE_IOERR => $"{path} cannot be read or written ({Message}). Check the disk.",
        _ => $"{path} failed: {Message}.",
    };
}
