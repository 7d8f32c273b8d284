namespace Tessera.Ledger.Entries;

internal static class EntrySql
{
    public const string Columns = """
        generation, place, kind, booked_at, used_at, key_id, key_kind, team, end_user, tags, model, provider, provider_model, operation,
        text_in, cached_text_in, image_in, cached_image_in, text_out, image_out, images, pixels,
        amount, at_risk, unpriced, provider_cost, size, quality, price_source, price_as_of, reference, reason
        """;

    /// <summary>One that is there already stays as it is: a group of calls may be written twice.</summary>
    public const string InsertOnce = $"""
        INSERT INTO entry ({Columns}, calls)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """;

    public const string OfGeneration = $"SELECT {Columns} FROM entry WHERE generation = ? ORDER BY place";

    public const string OfReference = $"SELECT {Columns} FROM entry WHERE reference = ?";

    public const string Spent = "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM entry WHERE key_id = ?";

    /// <summary>The windows of money in which a call of that time was charged; an account that came later never counted it.</summary>
    public const string WindowsOf = """
        SELECT account_window.account, account_window.starts_at
        FROM account_window JOIN account ON account.id = account_window.account
        WHERE account.measure = 'money' AND account.scope IN (?, ?, ?) AND account.created_at <= ?
          AND account_window.starts_at <= ? AND (account_window.ends_at IS NULL OR account_window.ends_at > ?)
        """;

    public const string PostWindow = "UPDATE account_window SET spent = spent + ? WHERE account = ? AND starts_at = ?";

    /// <summary>Groups, each with its <see cref="Spend"/>.</summary>
    public static string Report(string group, string filter) => $"""
        SELECT {group}, {Sum("calls")}, {Sum("amount")}, {Sum("at_risk")}, {Sum("unpriced")},
          {Sum("text_in")}, {Sum("cached_text_in")}, {Sum("image_in")}, {Sum("cached_image_in")},
          {Sum("text_out")}, {Sum("image_out")}, {Sum("images")}, {Sum("pixels")}
        FROM entry
        WHERE used_at >= ? AND used_at < ? AND {filter}
        GROUP BY 1
        """;

    public static string Page(string filter) => $"""
        SELECT {Columns} FROM entry
        WHERE booked_at >= ? AND booked_at < ? AND (booked_at, generation, place) > (?, ?, ?) AND {filter}
        ORDER BY booked_at, generation, place
        LIMIT ?
        """;

    public static string DriftByRoute(string filter) => $"""
        SELECT model, provider, COUNT(*), {Sum("CASE WHEN ours = theirs THEN 0 ELSE 1 END")}, {Sum("ours")}, {Sum("theirs")}
        FROM ({BothFigures(filter)}) AS figures
        GROUP BY model, provider
        ORDER BY ABS({Sum("theirs - ours")}) DESC, model, provider
        """;

    public static string DriftWorst(string filter) => $"""
        SELECT generation, used_at, model, provider, ours, theirs
        FROM ({BothFigures(filter)}) AS figures
        WHERE ours <> theirs
        ORDER BY ABS(theirs - ours) DESC, generation
        LIMIT ?
        """;

    /// <summary>Calls that a price list can price, with what their entries come to so far, the last place, and how many corrections there are.</summary>
    public static string ToReprice(string filter) => $"""
        SELECT {Columns},
          (SELECT {Sum("amount")} FROM entry AS one WHERE one.generation = entry.generation),
          (SELECT {Sum("at_risk")} FROM entry AS one WHERE one.generation = entry.generation),
          (SELECT {Sum("unpriced")} FROM entry AS one WHERE one.generation = entry.generation),
          (SELECT MAX(place) FROM entry AS one WHERE one.generation = entry.generation),
          (SELECT COUNT(*) FROM entry AS one WHERE one.generation = entry.generation AND one.kind = 'correction')
        FROM entry
        WHERE place = 0 AND kind IN ('charge', 'unpriced') AND used_at >= ? AND used_at < ? AND (used_at, generation) > (?, ?) AND {filter}
        ORDER BY used_at, generation
        LIMIT ?
        """;

    /// <summary>What is at risk, or of unknown cost, has no figure of ours to compare.</summary>
    private static string BothFigures(string filter) => $"""
        SELECT generation, MIN(used_at) AS used_at, MIN(model) AS model, MIN(provider) AS provider,
          {Sum("amount")} AS ours, {Sum("provider_cost")} AS theirs
        FROM entry
        WHERE used_at >= ? AND used_at < ? AND {filter}
        GROUP BY generation
        HAVING COUNT(provider_cost) > 0 AND SUM(unpriced) = 0 AND SUM(at_risk) = 0
        """;

    private static string Sum(string what) => $"CAST(COALESCE(SUM({what}), 0) AS BIGINT)";
}
