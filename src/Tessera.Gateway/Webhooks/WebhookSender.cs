using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tessera.Ledger;
using Tessera.Ledger.Webhooks;

namespace Tessera.Gateway.Webhooks;

/// <summary>
/// Sends what is due: at once what was written in this process, within <see cref="LookEvery"/> what another one left behind. One
/// loop talks to the books (claims, and writes outcomes in groups); attempts run beside it.
/// </summary>
internal sealed partial class WebhookSender(Deliveries deliveries, Courier courier, Random chance, TimeProvider time, ILogger<WebhookSender> log) : BackgroundService
{
    /// <summary>Attempts that run at a time.</summary>
    public const int AtOnceMax = 32;

    /// <summary>Attempts that run at a time for one host: a dead one holds up nobody else, and a small one is not run over.</summary>
    public const int PerHostMax = 4;

    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    /// <summary>After this an attempt whose outcome was not written counts as lost: no attempt takes as long, so its process has died.</summary>
    public static readonly TimeSpan LeaseFor = 4 * Courier.WholeMax;

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Channel<(Delivery Delivery, DeliveryAttempt? Attempt)> _ended = Channel.CreateUnbounded<(Delivery, DeliveryAttempt?)>();
    private readonly Dictionary<string, int> _running = new(StringComparer.Ordinal);
    private readonly List<DeliveryOutcome> _unwritten = [];
    private readonly List<Delivery> _brokenOff = [];
    private int _runningCount;
    private bool _isAway;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Off the thread that starts the program: claiming talks to the database.
        await Task.Yield();
        await using var timer = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        deliveries.Enqueued += Wake;
        try
        {
            while (true)
            {
                var next = Step(stoppingToken);
                var wait = next - time.GetUtcNow();
                timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
                if (time.GetUtcNow() >= next)
                {
                    // The clock was set on meanwhile, and the timer knows only how long it was to wait.
                    Wake();
                }

                await _wake.Reader.ReadAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program is stopping.
        }
        finally
        {
            deliveries.Enqueued -= Wake;
        }

        await EndAsync();
    }

    private void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Writes what has ended and begins what is due; the moment of the next look.</summary>
    private DateTimeOffset Step(CancellationToken stop)
    {
        Gather();
        var now = time.GetUtcNow();
        try
        {
            WriteOutcomes();
            if (_runningCount < AtOnceMax)
            {
                foreach (var delivery in deliveries.Claim(now, now + LeaseFor, AtOnceMax - _runningCount, _running, PerHostMax))
                {
                    Begin(delivery, stop);
                }
            }

            _isAway = false;
            return deliveries.NextDue(now) is { } due && due < now + LookEvery ? due : now + LookEvery;
        }
        catch (LedgerUnavailableException fault)
        {
            if (!_isAway)
            {
                LogAway(log, fault.Message);
            }

            _isAway = true;
            return now + LookEvery;
        }
    }

    private void Begin(Delivery delivery, CancellationToken stop)
    {
        _running[delivery.Host] = _running.GetValueOrDefault(delivery.Host) + 1;
        _runningCount++;
        _ = Task.Run(() => AttemptAsync(delivery, stop), CancellationToken.None);
    }

    private async Task AttemptAsync(Delivery delivery, CancellationToken stop)
    {
        DeliveryAttempt? attempt = null;
        var at = time.GetUtcNow();
        try
        {
            attempt = await courier.SendAsync(delivery, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Given back: nobody knows what became of it.
        }
        catch (Exception bug)
        {
            LogUnforeseen(log, bug, delivery.Id);
            attempt = new DeliveryAttempt(at, time.GetUtcNow() - at, null, "Something broke in this gateway; its log has the reason.");
        }

        _ended.Writer.TryWrite((delivery, attempt));
        Wake();
    }

    private void Gather()
    {
        while (_ended.Reader.TryRead(out var ended))
        {
            Take(ended.Delivery, ended.Attempt);
        }
    }

    private void Take(Delivery delivery, DeliveryAttempt? attempt)
    {
        _runningCount--;
        if (--_running[delivery.Host] == 0)
        {
            _running.Remove(delivery.Host);
        }

        if (attempt is null)
        {
            _brokenOff.Add(delivery);
            return;
        }

        var outcome = Schedule.After(delivery, attempt, chance);
        _unwritten.Add(outcome);
        if (outcome.State == DeliveryState.Dead)
        {
            LogDead(log, delivery.Id, delivery.GenerationId, delivery.Host, attempt.Error!);
        }
    }

    private void WriteOutcomes()
    {
        if (_unwritten.Count > 0)
        {
            deliveries.Finish(_unwritten);
            _unwritten.Clear();
        }
    }

    private async Task EndAsync()
    {
        while (_runningCount > 0)
        {
            var (delivery, attempt) = await _ended.Reader.ReadAsync(CancellationToken.None);
            Take(delivery, attempt);
        }

        try
        {
            WriteOutcomes();
            deliveries.GiveBack(_brokenOff, time.GetUtcNow());
        }
        catch (LedgerUnavailableException fault)
        {
            // They are due again when their leases end.
            LogAway(log, fault.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhooks wait: {Reason}")]
    private static partial void LogAway(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The webhook {Id} of {GenerationId} to {Host} is given up: {Reason}")]
    private static partial void LogDead(ILogger log, string id, string generationId, string host, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The webhook {Id} met something unforeseen")]
    private static partial void LogUnforeseen(ILogger log, Exception exception, string id);
}
