using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Routing;
using Tessera.Gateway.Webhooks;
using Tessera.Ledger.Holds;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;

namespace Tessera.Gateway.Pipeline;

/// <summary>One accepted call on its way: what was set aside, what was tried, when, and how it ended. Used by one call at a time; at its end it becomes a record.</summary>
internal sealed class Generation(string id, string dialect, ApiKey key, ImageCall call, TimeProvider time)
{
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly long _startedTicks = time.GetTimestamp();
    private readonly List<TriedRoute> _tried = [];
    private readonly List<AttemptRecord> _attempts = [];
    private PlannedRoute? _route;
    private Answer? _answer;
    private TimeSpan _attemptStarted;
    private Acceptance _accepted;
    private bool _mayCostUnknown;

    public string Id => id;

    public ApiKey Key => key;

    public ImageCall Call => call;

    /// <summary>Where its end is told.</summary>
    public WebhookOrder Webhook { get; init; } = WebhookOrder.None;
    /// <summary>What makes it the same as another call.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>What others see of it, and how they cancel it.</summary>
    public RunningGeneration Running { get; } = new(id, key, call, time.GetUtcNow());

    /// <summary>Its client has been told where to look, or will be: it can be found until it is on record.</summary>
    public bool IsDetached { get; init; }

    public CancellationToken Cancelled => Running.Cancelled;

    /// <summary>What is set aside; null before, and once it is settled.</summary>
    public Hold? Hold { get; set; }

    /// <summary>The money set aside for the running attempt.</summary>
    public Usd Worst { get; set; }

    /// <summary>Whether anybody knows what the running attempt can cost.</summary>
    public bool IsPriced { get; set; } = true;

    /// <summary>What earlier attempts may have cost.</summary>
    public Usd AtRisk { get; private set; }

    /// <summary>A provider is being asked, or its answer taken in.</summary>
    public bool IsTrying { get; private set; }

    public TimeSpan Elapsed => time.GetElapsedTime(_startedTicks);

    /// <summary>The route that will be tried: what a client is told before it is.</summary>
    public void Expect(PlannedRoute first) => _route = first;

    public void Try(PlannedRoute next)
    {
        (_route, _answer) = (next, null);
        _attemptStarted = Elapsed;
        IsTrying = true;
        Hold?.Asked();
    }

    public void Answered(Answer came) => _answer = came;

    public void Ended(Failure? failure)
    {
        IsTrying = false;
        var elapsed = Elapsed;
        var status = _answer?.Status ?? failure?.UpstreamStatus;
        _attempts.Add(new(_route!.Provider.Name, _route.ProviderModel, _attemptStarted, elapsed - _attemptStarted, status, failure?.Error.Code ?? (failure is null ? null : failure.Step.ToString()), _answer?.ProviderRequestId));
        _tried.Add(new(_route.Provider.Name, _route.ProviderModel, _startedAt + _attemptStarted, _startedAt + elapsed, status, failure?.Error.Message));
        if (failure is not null && failure.Acceptance != Acceptance.NotAccepted)
        {
            _accepted = failure.Acceptance;
            AtRisk += Worst;
            _mayCostUnknown |= !IsPriced;
        }
    }

    /// <summary>How delivering went: a client that did not get everything may come back for it.</summary>
    public void ClientHas(bool everything) => Running.ClientLeftAt = everything ? null : time.GetUtcNow();

    /// <summary>The running attempt counts as tried: a client is told of it before it has ended.</summary>
    public Receipt Receipt(ImageResult? result) => new(
        Id,
        _route!.Call.Model.Id,
        _route.Provider.Name,
        result is null ? null : CostOf(_route, result),
        IsTrying ? [.. _tried, new(_route.Provider.Name, _route.ProviderModel, _startedAt + _attemptStarted, _startedAt + Elapsed, _answer?.Status ?? 200, null)] : _tried,
        [.. _route.Adjustments, .. _answer?.Adjustments ?? [], .. result?.Adjustments ?? []]);

    /// <summary>What the books write should this process die before the call has ended.</summary>
    public GenerationRecord Draft(PlannedRoute route) => Record() with
    {
        IsUnpriced = !IsPriced,
        ErrorCode = "interrupted",
        ErrorMessage = "The gateway stopped in the middle of this call.",
        ErrorStatus = 502,
        ErrorType = "server_error",
        FailureClass = Acceptance.MaybeAccepted.Word(),
        Attempts = [new(route.Provider.Name, route.ProviderModel, Elapsed, TimeSpan.Zero, null, "interrupted", null)],
    };

    public GenerationRecord Completed(ImageResult result)
    {
        var cost = CostOf(_route!, result);
        return Record() with
        {
            Outcome = Outcome.Completed,
            Usage = result.Usage,
            Cost = cost,
            // A call that nobody can price was let in at a stated cap: that is what it counts for.
            AtRisk = NullIfZero(cost is null ? AtRisk + Worst : AtRisk),
            IsUnpriced = cost is null || _mayCostUnknown,
            ProviderCost = result.ProviderCost,
            Price = cost is null ? null : _route!.Prices.OriginOf(result.Usage, result.Size, QualityOf(_route, result)),
            PricedQuality = QualityOf(_route!, result),
            Size = result.Size,
            Quality = result.Quality,
            Background = result.Background,
            Pictures = [.. result.Pictures.Select(picture => new PictureRecord(
                picture.Stored.Hash, picture.Stored.MediaType, picture.Stored.Bytes, picture.Stored.Width, picture.Stored.Height, picture.RevisedPrompt))],
        };
    }

    public GenerationRecord Failed(Failure failure) => Record() with
    {
        Outcome = Cancelled.IsCancellationRequested ? Outcome.Cancelled : Outcome.Failed,
        ErrorCode = failure.Error.Code ?? failure.Error.Type,
        ErrorMessage = failure.Error.Message,
        ErrorStatus = failure.Error.Status,
        ErrorType = failure.Error.Type,
        FailureClass = (failure.Acceptance > _accepted ? failure.Acceptance : _accepted).Word(),
        AtRisk = NullIfZero(AtRisk),
    };

    private static Usd? NullIfZero(Usd amount) => amount == Usd.Zero ? null : amount;

    private GenerationRecord Record() => new(
        Id, key.Id, key.Kind, call.Operation.Word(), dialect, call.Model.Id, call.Prompt, _startedAt, Elapsed,
        Outcome.Failed, default, null, call.Size, call.Quality, null, _attempts, [])
    {
        Fingerprint = Fingerprint,
        Team = key.Team,
        Partials = Running.Partials,
        User = call.Attribution.User,
        Tags = call.Attribution.Tags,
        IsUnpriced = _mayCostUnknown,
        Webhook = Webhook.Url,
        Origin = Webhook.Origin,
    };

    /// <summary>
    /// The route's prices times what was used; for a model that is paid by the picture, by its size and quality. Where the
    /// provider does not say which quality it made, it is the one that was asked for.
    /// </summary>
    private static Usd? CostOf(PlannedRoute route, ImageResult result) => route.Prices.Cost(result.Usage, result.Size, QualityOf(route, result));

    private static string? QualityOf(PlannedRoute route, ImageResult result) => result.Quality ?? route.Call.Quality;
}
