using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects;
using Tessera.Gateway.Formats;
using Tessera.Gateway.Images;
using Tessera.Ledger.Records;

namespace Tessera.Gateway.Repeats;

/// <summary>From the record of a generation back to what its client was told.</summary>
internal static class Replay
{
    public static CallState StateOf(GenerationRecord record) => record switch
    {
        { Outcome: Outcome.Completed } => CallState.Completed,
        { FailureClass: "not_accepted" } or { FailureClass: null, AtRisk: null } => CallState.Refused,
        _ => CallState.AtRisk,
    };

    /// <summary>Null where a finished picture is no longer in the store.</summary>
    public static ImageResult? ResultOf(GenerationRecord record, ImageStore store)
    {
        var pictures = new List<FinishedPicture>();
        foreach (var picture in record.Pictures)
        {
            if (store.Find(picture.Hash) is not { } stored)
            {
                return null;
            }

            pictures.Add(new(stored, picture.RevisedPrompt));
        }

        return pictures.Count == 0 ? null : new ImageResult
        {
            Created = record.StartedAt + record.Duration,
            Pictures = pictures,
            Background = record.Background,
            OutputFormat = pictures[0].Stored.Format.ApiName,
            Quality = record.Quality,
            Size = record.Size,
            Usage = record.Usage,
            HasTokens = record.Usage.TotalTokens > 0,
        };
    }

    /// <param name="adjustments">What this call's own reading changed; what a route changed is not recorded.</param>
    public static Receipt ReceiptOf(GenerationRecord record, IReadOnlyList<Adjustment> adjustments) => new(
        record.Id,
        record.Model,
        record.Attempts.Count > 0 ? record.Attempts[^1].Provider : "",
        record.Cost,
        [.. record.Attempts.Select(attempt => new TriedRoute(
            attempt.Provider, attempt.ProviderModel, record.StartedAt + attempt.StartedAfter, record.StartedAt + attempt.StartedAfter + attempt.Duration, attempt.Status, attempt.Error))],
        adjustments);

    /// <summary>The same error again; what may have cost money says that no SDK shall repeat it.</summary>
    public static CallerError ErrorOf(GenerationRecord record)
    {
        var isFree = StateOf(record) == CallState.Refused;
        var status = record.ErrorStatus ?? 502;
        return new(status, record.ErrorType ?? "server_error", record.ErrorCode, null, record.ErrorMessage ?? "The call failed.")
        {
            MayRepeat = isFree ? null : false,
            RetryAfter = isFree && status is 429 or 503 ? TimeSpan.FromSeconds(5) : null,
        };
    }

    /// <summary>A partial picture as it was sent, where it is still in the store.</summary>
    public static KeptPartial? PartialOf(PictureRecord picture, ImageStore store) =>
        store.Find(picture.Hash) is { } stored ? new(picture.Partial ?? 0, stored) : null;
}
