namespace Tessera.Ledger.Sql;

internal static class HoldSql
{
    public const string Register = "INSERT INTO node (id, beat, written) VALUES (?, 1, 0)";

    /// <summary>No row: this is not the database we wrote last, or others took us for dead.</summary>
    public const string Fence = "UPDATE node SET written = written + 1, beat = ? WHERE id = ? AND written = ? RETURNING written";

    public const string Written = "SELECT written FROM node WHERE id = ?";

    public const string Nodes = "SELECT id, beat FROM node WHERE id <> ?";

    /// <summary>No row: it lives, or another node was first.</summary>
    public const string Bury = "DELETE FROM node WHERE id = ? AND beat = ? RETURNING id";

    public const string Forget = "DELETE FROM node WHERE id = ?";

    public const string EnsureWindow = """
        INSERT INTO account_window (account, starts_at, ends_at, spent, sliced, wanted)
        VALUES (?, ?, ?, 0, 0, 0)
        ON CONFLICT DO NOTHING
        """;

    public const string Post = """
        UPDATE account_window SET spent = spent + ?, sliced = sliced + ?
        WHERE account = ? AND starts_at = ?
        RETURNING spent, sliced, wanted
        """;

    /// <summary>No row: it would be too much.</summary>
    public const string Take = """
        UPDATE account_window SET sliced = sliced + ?
        WHERE account = ? AND starts_at = ? AND spent + sliced + ? <= ?
        RETURNING sliced
        """;

    public const string Want = "UPDATE account_window SET wanted = wanted + 1 WHERE account = ? AND starts_at = ? RETURNING wanted";

    public const string Wanted = """
        SELECT account_window.account, account_window.starts_at, account_window.wanted
        FROM slice JOIN account_window ON account_window.account = slice.account AND account_window.starts_at = slice.starts_at
        WHERE slice.node = ? AND account_window.wanted > slice.answered
        """;

    public const string ChangeSlice = """
        INSERT INTO slice (node, account, starts_at, amount, held, answered)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (node, account, starts_at) DO UPDATE
        SET amount = slice.amount + excluded.amount, held = excluded.held, answered = excluded.answered
        """;

    public const string DeleteEmptySlice = "DELETE FROM slice WHERE node = ? AND account = ? AND starts_at = ? AND amount = 0";

    public const string DeleteSlices = "DELETE FROM slice WHERE node = ?";

    public const string SlicesOf = "SELECT account, starts_at, amount FROM slice WHERE node = ? ORDER BY account, starts_at";

    /// <summary>What other nodes have of a window: in all, held, and the want that the slowest of them has answered.</summary>
    public const string Elsewhere = """
        SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT), CAST(COALESCE(SUM(held), 0) AS BIGINT), MIN(answered)
        FROM slice
        WHERE account = ? AND starts_at = ? AND node <> ? AND amount > 0
        """;

    /// <summary>One that was booked as at risk stays so, until its end sets it right.</summary>
    public const string InsertHold = """
        INSERT INTO hold (generation, node, booked, note) VALUES (?, ?, 0, ?)
        ON CONFLICT (generation) DO UPDATE SET node = excluded.node, note = excluded.note WHERE hold.booked = 0
        """;

    public const string InsertBooked = """
        INSERT INTO hold (generation, node, booked, note) VALUES (?, ?, 1, ?)
        ON CONFLICT (generation) DO UPDATE SET node = excluded.node, booked = 1, note = excluded.note
        """;

    public const string Held = "SELECT note FROM hold WHERE generation = ? AND booked = 0";

    public const string DeleteHold = "DELETE FROM hold WHERE generation = ?";

    public const string HoldsOf = "SELECT generation, note FROM hold WHERE node = ? AND booked = 0 ORDER BY generation";

    public const string DeleteHoldsOf = "DELETE FROM hold WHERE node = ? AND booked = 0";

    public const string Booked = "SELECT note FROM hold WHERE generation = ? AND booked = 1";

    public const string BookedOf = "SELECT generation, note FROM hold WHERE node = ? AND booked = 1";

    /// <summary>Windows of rates, which nobody asks for once they are over. Those that a dead node's slice hangs on wait for its burial.</summary>
    public const string SweepMinutes = """
        DELETE FROM account_window
        WHERE ends_at < ? AND ends_at - starts_at <= 60000000 AND sliced = 0
        """;

    /// <summary>At-risk bookings that nobody has corrected by then never will be: identifiers order by time.</summary>
    public const string SweepBooked = "DELETE FROM hold WHERE booked = 1 AND generation < ?";

    /// <summary>
    /// What is spent in a window, and what other nodes hold in it. In one statement, which sees one moment: between two, a node may
    /// settle a call, and it would be neither held nor spent.
    /// </summary>
    public const string Standing = """
        SELECT COALESCE((SELECT spent FROM account_window WHERE account = ? AND starts_at = ?), 0), CAST(COALESCE(SUM(held), 0) AS BIGINT)
        FROM slice
        WHERE account = ? AND starts_at = ? AND node <> ? AND amount > 0
        """;
}
