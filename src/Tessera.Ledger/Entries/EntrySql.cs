namespace Tessera.Ledger.Entries;

internal static class EntrySql
{
    public const string Columns = """
        generation, place, kind, booked_at, used_at, key_id, key_kind, team, end_user, tags, model, provider, provider_model, operation,
        text_in, cached_text_in, image_in, cached_image_in, text_out, image_out, images, pixels,
        amount, at_risk, unpriced, provider_cost, size, quality, price_source, price_as_of, reference, reason
        """;

    private const string Insert = $"""
        INSERT INTO entry ({Columns}, calls)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;

    /// <summary>One that is there already stays as it is: a group of calls may be written twice.</summary>
    public const string InsertOnce = Insert + " ON CONFLICT DO NOTHING";

    public const string OfGeneration = $"SELECT {Columns} FROM entry WHERE generation = ? ORDER BY place";

    /// <summary>Test keys have simulated costs, which nobody pays.</summary>
    public const string Spent = "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM entry WHERE key_id = ? AND key_kind <> 'test'";
}
