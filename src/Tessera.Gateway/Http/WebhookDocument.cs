using System.Text.Json;
using System.Text.Json.Serialization;
using Tessera.Ledger.Webhooks;

namespace Tessera.Gateway.Http;

/// <summary>A delivery as administrators see it.</summary>
internal static partial class WebhookDocument
{
    public static WebhookView Of(Delivery delivery, IReadOnlyList<DeliveryAttempt>? outcomes = null) => new(
        delivery.Id,
        "webhook",
        delivery.State.ToString().ToLowerInvariant(),
        delivery.Event,
        delivery.GenerationId,
        delivery.KeyId,
        delivery.Url,
        delivery.CreatedAt,
        delivery.Attempts,
        delivery.DueAt,
        delivery.DeliveredAt,
        delivery.Last?.Status,
        delivery.Last?.Error,
        outcomes?.Select(attempt => new AttemptView(attempt.At, (long)attempt.Duration.TotalMilliseconds, attempt.Status, attempt.Error)).ToList());

    /// <param name="Attempts">Begun so far.</param>
    /// <param name="Outcomes">Of the attempts that have ended, first to last; only where one delivery is looked at.</param>
    internal sealed record WebhookView(
        string Id,
        string Object,
        string Status,
        string Event,
        string GenerationId,
        string KeyId,
        string Url,
        DateTimeOffset CreatedAt,
        long Attempts,
        DateTimeOffset? NextAttemptAt,
        DateTimeOffset? DeliveredAt,
        int? LastStatus,
        string? LastError,
        IReadOnlyList<AttemptView>? Outcomes);

    internal sealed record AttemptView(DateTimeOffset At, long DurationMs, int? Status, string? Error);

    internal sealed record WebhookList(string Object, IReadOnlyList<WebhookView> Data, bool HasMore);

    internal sealed record SecretView(string Object, string KeyId, string WebhookSecret, DateTimeOffset? OldSecretEndsAt);

    internal sealed record NewSecret(double? OverlapHours);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(WebhookView))]
    [JsonSerializable(typeof(WebhookList))]
    [JsonSerializable(typeof(SecretView))]
    [JsonSerializable(typeof(NewSecret))]
    internal sealed partial class WebhookJson : JsonSerializerContext;
}
