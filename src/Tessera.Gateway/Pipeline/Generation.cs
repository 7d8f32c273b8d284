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
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly long _startedTicks = time.GetTimestamp();
    private readonly List<TriedRoute> _tried = [];
    private readonly List<AttemptRecord> _attempts = [];
    private PlannedRoute? _route;
    private Answer? _answer;
    private TimeSpan _attemptStarted;

    public string Id { get; } = id;

    /// <summary>The client was sent the whole answer, whatever became of our own copy.</summary>
    public bool ClientHasAll { get; set; }

    public TimeSpan Elapsed => time.GetElapsedTime(_startedTicks);

    public void Try(PlannedRoute next)
    {
        (_route, _answer) = (next, null);
        _attemptStarted = Elapsed;
    }

    public void Answered(Answer came) => _answer = came;

    public void Ended(Failure? failure)
    {
        var elapsed = Elapsed;
        var status = _answer?.Status ?? failure?.UpstreamStatus;
        _attempts.Add(new(_route!.Provider.Name, _route.ProviderModel, _attemptStarted, elapsed - _attemptStarted, status, failure?.Error.Code ?? (failure is null ? null : failure.Step.ToString()), _answer?.ProviderRequestId));
        _tried.Add(new(_route.Provider.Name, _route.ProviderModel, _startedAt + _attemptStarted, _startedAt + elapsed, status, failure?.Error.Message));
    }

    /// <summary>The running attempt counts as tried: a client is told of it before it has ended.</summary>
    public Receipt Receipt(ImageResult? result) => new(
        Id,
        _route!.Call.Model.Id,
        _route.Provider.Name,
        result is null ? null : CostOf(_route, result),
        result is null ? _tried : [.. _tried, new(_route.Provider.Name, _route.ProviderModel, _startedAt + _attemptStarted, _startedAt + Elapsed, _answer?.Status ?? 200, null)],
        result is null ? _route.Adjustments : [.. _route.Adjustments, .. result.Adjustments]);

    public GenerationRecord Completed(ApiKey key, ImageCall call, ImageResult result) => Record(key, call) with
    {
        Outcome = Outcome.Completed,
        Usage = result.Usage,
        Cost = CostOf(_route!, result),
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
        Id, key.Id, key.Kind, call.Operation.Word(), dialect, call.Model.Id, call.Prompt, _startedAt, Elapsed,
        Outcome.Failed, default, null, call.Size, call.Quality, null, _attempts, []);

    /// <summary>
    /// The route's prices times what was used; for a model that is paid by the picture, by its size and quality. Where the
    /// provider does not say which quality it made, it is the one that was asked for.
    /// </summary>
    private static Usd? CostOf(PlannedRoute route, ImageResult result) => route.Prices.Cost(result.Usage, result.Size, result.Quality ?? route.Call.Quality);
}
