namespace Tessera.Ledger.Sql;

internal static class RecordSql
{
    private const string GenerationColumns = """
        id, key_id, key_kind, operation, dialect, model, prompt, started_at, duration, outcome,
        text_in, cached_text_in, image_in, cached_image_in, text_out, image_out, images, pixels,
        cost, size, quality, error_code,
        team, end_user, tags, at_risk, provider_cost, price_source, price_as_of, priced_quality, background, fingerprint, error_message,
        error_status, error_type, failure_class, unpriced
        """;

    private const string PictureColumns = "hash, media_type, bytes, width, height, revised_prompt, partial";

    private const string AttemptColumns = "provider, provider_model, started_after, duration, status, error, provider_request_id";

    /// <summary>A record that is there already stays as it is, which lets a group be written again when it is not known whether it was. No row then.</summary>
    public const string InsertGeneration = $"""
        INSERT INTO generation ({GenerationColumns})
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO NOTHING
        RETURNING seq
        """;

    public const string InsertAttempt = $"INSERT INTO attempt (generation, place, {AttemptColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

    public const string InsertPicture = $"INSERT INTO picture (generation, place, {PictureColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

    public const string Find = $"SELECT {GenerationColumns}, seq FROM generation WHERE id = ?";

    public const string Attempts = $"SELECT {AttemptColumns} FROM attempt WHERE generation = ? ORDER BY place";

    public const string Pictures = $"SELECT {PictureColumns} FROM picture WHERE generation = ? ORDER BY place";

    public const string Delete = "DELETE FROM generation WHERE id = ?";

    public const string DeleteOldest = """
        DELETE FROM generation
        WHERE seq IN (SELECT seq FROM generation WHERE id < ? ORDER BY id LIMIT ?)
        """;

    /// <summary>Newest first. One text per combination of filters, so that each gets the index made for it.</summary>
    public static string List(bool byKey, bool byModel, bool before) => $"""
        SELECT {GenerationColumns}, seq FROM generation
        WHERE true{(byKey ? " AND key_id = ?" : "")}{(byModel ? " AND model = ?" : "")}{(before ? " AND id < ?" : "")}
        ORDER BY id DESC LIMIT ?
        """;
}
