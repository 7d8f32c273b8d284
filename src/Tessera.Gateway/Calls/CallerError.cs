namespace Tessera.Gateway.Calls;

/// <summary>
/// What a caller is told, in OpenAI's words; each dialect writes it in its own shape. Nothing secret goes in here: it leaves
/// the house. The message says what to do.
/// </summary>
/// <param name="Status">The HTTP status.</param>
internal sealed record CallerError(int Status, string Type, string? Code, string? Param, string Message)
{
    public const string InvalidRequest = "invalid_request_error";
    public const string ImageUserError = "image_generation_user_error";

    /// <summary>Seconds after which a repeat makes sense; at most 60, since SDKs ignore more (spec section 9.4).</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>False where a repeat could pay twice: sent as <c>x-should-retry: false</c>.</summary>
    public bool? MayRepeat { get; init; }

    /// <summary>A provider's own error object, passed on because it says more (moderation details); raw JSON.</summary>
    public string? Raw { get; init; }

    /// <summary>The images API answers 400 to an unknown model; other addresses 404.</summary>
    public bool IsUnknownModel => this is { Code: "model_not_found" } or { Param: "model", Code: "invalid_value", Type: ImageUserError };

    public static CallerError Invalid(string? code, string? param, string message) => new(400, InvalidRequest, code, param, message);

    public static CallerError ForImage(string code, string? param, string message) => new(400, ImageUserError, code, param, message);

    /// <summary>The database is away, for seconds as a rule.</summary>
    public static CallerError BooksAway(string requestId) =>
        new(503, "server_error", "books_unavailable", null, $"The books of this gateway cannot be read or written just now. Try again in a few seconds; its log has the reason under request id {requestId}.")
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };

    public static CallerError Internal(string requestId) =>
        new(500, "server_error", null, null, $"Something broke in this gateway. Its log has the reason under request id {requestId}.") { MayRepeat = false };
}
