using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Dialects;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Routing;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;

namespace Tessera.Gateway.Pipeline;

/// <summary>One accepted call on its way: what was tried, when, and how it ended. Used by one call at a time; at its end it becomes a record.</summary>
internal sealed class Generation(string id, string dialect, TimeProvider time)
{
    private readonly DateTimeOffset startedAt = time.GetUtcNow();
    private readonly long startedTicks = time.GetTimestamp();
    private readonly List<TriedRoute> tried = [];
    private readonly List<AttemptRecord> attempts = [];
    private PlannedRoute? route;
    private Answer? answer;
    private TimeSpan attemptStarted;

    public string Id { get; } = id;

    /// <summary>The client was sent the whole answer, whatever became of our own copy.</summary>
    public bool ClientHasAll { get; set; }

    public TimeSpan Elapsed => time.GetElapsedTime(startedTicks);

    public void Try(PlannedRoute next)
    {
        (route, answer) = (next, null);
        attemptStarted = Elapsed;
    }

    public void Answered(Answer came) => answer = came;

    public void Ended(Failure? failure)
    {
        var elapsed = Elapsed;
        var status = answer?.Status ?? failure?.UpstreamStatus;
        attempts.Add(new(route!.Provider.Name, route.ProviderModel, attemptStarted, elapsed - attemptStarted, status, failure?.Error.Code ?? (failure is null ? null : failure.Step.ToString()), answer?.ProviderRequestId));
        tried.Add(new(route.Provider.Name, route.ProviderModel, startedAt + attemptStarted, startedAt + elapsed, status, failure?.Error.Message));
    }

    /// <summary>The running attempt counts as tried: a client is told of it before it has ended.</summary>
    public Receipt Receipt(ImageResult? result) => new(
        Id,
        route!.Call.Model.Id,
        route.Provider.Name,
        result is null ? null : CostOf(route, result),
        result is null ? tried : [.. tried, new(route.Provider.Name, route.ProviderModel, startedAt + attemptStarted, startedAt + Elapsed, answer?.Status ?? 200, null)],
        result is null ? route.Adjustments : [.. route.Adjustments, .. result.Adjustments]);

    public GenerationRecord Completed(ApiKey key, ImageCall call, ImageResult result) => Record(key, call) with
    {
        Outcome = Outcome.Completed,
        Usage = result.Usage,
        Cost = CostOf(route!, result),
        Size = result.Size,
        Quality = result.Quality,
        Pictures = [.. result.Pictures.Select(picture => new PictureRecord(
            picture.Stored.Hash, picture.Stored.MediaType, picture.Stored.Bytes, picture.Stored.Width, picture.Stored.Height, picture.RevisedPrompt))],
    };

    public GenerationRecord Failed(ApiKey key, ImageCall call, Failure failure) => Record(key, call) with
    {
        Outcome = Outcome.Failed,
        ErrorCode = failure.Error.Code ?? failure.Error.Type,
    };

    private GenerationRecord Record(ApiKey key, ImageCall call) => new(
        Id, key.Id, key.Kind, call.Operation.Word(), dialect, call.Model.Id, call.Prompt, startedAt, Elapsed,
        Outcome.Failed, default, null, call.Size, call.Quality, null, attempts, []);

    /// <summary>The route's prices times what was used; for a model that is paid by the picture, by its size and quality.</summary>
    private static Usd? CostOf(PlannedRoute route, ImageResult result) => route.Prices.Cost(result.Usage, result.Size, result.Quality);
}
