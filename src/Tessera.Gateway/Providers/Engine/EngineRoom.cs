using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Http;
using Tessera.Gateway.Settings;
using Tessera.Inference.Engine;
using Tessera.Inference.Weights;

namespace Tessera.Gateway.Providers.Engine;

/// <summary>
/// The models that are open. One is opened at its first call, apart from the request, and kept; the one that was not used for
/// the longest time is closed where another needs its memory. Safe from any thread.
/// </summary>
internal sealed partial class EngineRoom(GatewaySetup setup, SettingsFile settings, FreeMemory memory, TimeProvider time, ILogger<EngineRoom> log) : IHostedService, IDisposable
{
    /// <summary>How long a stop waits for calls to see that they are over: they do at the next step of the model.</summary>
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly List<OpenEngine> _engines = [];

    // Never disposed: it has no timer, and calls may look at it at the very end.
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The models that are open or being opened.</summary>
    public IReadOnlyList<string> Models
    {
        get
        {
            lock (_gate)
            {
                return [.. _engines.Select(engine => engine.Model.Card.Id)];
            }
        }
    }

    /// <summary>Waits until the model is open.</summary>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public async Task<Result<EngineLease, Failure>> EnterAsync(InstalledModel model, CancellationToken cancellation)
    {
        if (Join(model).Failed(out var refused, out var open))
        {
            return refused;
        }

        var entered = false;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stop.Token);
        try
        {
            var (engine, refusal) = await open.Opening.WaitAsync(either.Token);
            if (engine is null)
            {
                Forget(open);
                return EngineFailures.Of(model.Card.Id, refusal!);
            }

            entered = true;
            return new EngineLease(engine, _stop.Token, () => Leave(open));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return EngineFailures.Stopping();
        }
        finally
        {
            if (open.Opening.IsFaulted)
            {
                // The next call opens it anew.
                Forget(open);
            }

            if (!entered)
            {
                Leave(open);
            }
        }
    }

    /// <summary>Closes what is no longer installed, or was written anew, as soon as nobody draws with it.</summary>
    public void Keep(IEnumerable<InstalledModel> installed)
    {
        var known = installed.Select(model => (model.Folder, model.Stamp)).ToHashSet();
        lock (_gate)
        {
            foreach (var engine in _engines.Where(engine => !known.Contains((engine.Model.Folder, engine.Model.Stamp))))
            {
                engine.IsDone = true;
            }
        }

        CloseDone();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>After the server has taken its last call and waited for those that ran: what still runs is broken off.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        lock (_gate)
        {
            _engines.ForEach(engine => engine.IsDone = true);
            if (_engines.Count == 0)
            {
                _empty.TrySetResult();
            }
        }

        CloseDone();
        await Task.WhenAny(_empty.Task, Task.Delay(StopMax, CancellationToken.None));
    }

    public void Dispose()
    {
        _stop.Cancel();
        lock (_gate)
        {
            _engines.ForEach(engine => engine.Close());
            _engines.Clear();
        }
    }

    private Result<OpenEngine, Failure> Join(InstalledModel model)
    {
        lock (_gate)
        {
            if (_stop.IsCancellationRequested)
            {
                return EngineFailures.Stopping();
            }

            var engine = _engines.Find(engine => engine.Model.Folder == model.Folder && engine.Model.Stamp == model.Stamp && !engine.IsDone);
            if (engine is null)
            {
                if (Begin(model).Failed(out var refused, out engine))
                {
                    return refused;
                }

                _engines.Add(engine);
            }

            // An open model bounds its line itself.
            var waitingMax = settings.Current.Settings.Engine.WaitingMax;
            if (engine.Users >= waitingMax && !engine.Opening.IsCompleted)
            {
                return EngineFailures.Busy(model.Card.Id, waitingMax);
            }

            engine.Users++;
            return engine;
        }
    }

    /// <summary>Begins to open a model if there is memory, which may be that of others that nobody uses.</summary>
    private Result<OpenEngine, Failure> Begin(InstalledModel model)
    {
        var (needs, seen) = (model.Card.MemoryBytes, memory.Now());
        var closing = new List<OpenEngine>();
        var free = Free();
        foreach (var idle in _engines.Where(engine => engine is { Users: 0, IsClosing: false }).OrderBy(engine => engine.LeftAt).ToList())
        {
            if (free >= needs)
            {
                break;
            }

            closing.Add(idle);
            free = Free();
        }

        if (free < needs)
        {
            var busy = _engines.Except(closing).ToList();
            closing = [.. _engines];
            return Free() >= needs
                ? EngineFailures.MemoryTaken(model.Card.Id, busy.Select(engine => engine.Model.Card.Id))
                : EngineFailures.DoesNotFit(model.Card.Id, needs, Math.Max(free, 0));
        }

        closing.ForEach(idle => _engines.Remove(idle));
        var spare = model.Card.PictureBytes > 0 ? (free - needs) / model.Card.PictureBytes : int.MaxValue;
        var open = new OpenEngine(model, () =>
        {
            closing.ForEach(Close);
            return Open(model, spare);
        });
        // Everybody may have left meanwhile.
        _ = open.Opening.ContinueWith(_ => CloseDone(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return open;

        long Free() => FreeMemory.Beside(seen, _engines.Except(closing).Sum(engine => engine.Model.Card.MemoryBytes), closing.Sum(engine => engine.Model.Card.MemoryBytes));
    }

    /// <param name="model">What to open.</param>
    /// <param name="spare">Pictures that fit into memory beside the first.</param>
    private (PictureEngine? Engine, Refusal? Refusal) Open(InstalledModel model, long spare)
    {
        var wanted = settings.Current.Settings.Engine;
        var options = new EngineOptions { Threads = setup.EngineThreads ?? wanted.Threads, WaitingMax = wanted.WaitingMax };
        options = options with { SequencesMax = (int)Math.Min(options.SequencesMax, 1 + spare) };
        var started = time.GetTimestamp();
        if (!PictureEngine.TryOpen(model.Folder, options, out var engine, out var refusal))
        {
            LogUnusable(log, model.Card.Id, refusal);
            return (null, refusal);
        }

        LogOpened(log, model.Card.Id, time.GetElapsedTime(started).TotalSeconds, options.SequencesMax);
        return (engine, null);
    }

    private void Close(OpenEngine engine)
    {
        engine.Close();
        LogClosed(log, engine.Model.Card.Id);
    }

    private void Forget(OpenEngine engine)
    {
        lock (_gate)
        {
            engine.IsDone = true;
        }
    }

    private void Leave(OpenEngine engine)
    {
        lock (_gate)
        {
            engine.Users--;
            engine.LeftAt = time.GetTimestamp();
        }

        CloseDone();
    }

    /// <summary>Closes what is done, apart from any request.</summary>
    private void CloseDone()
    {
        lock (_gate)
        {
            foreach (var engine in _engines.Where(engine => engine is { IsDone: true, IsClosing: false, Users: 0, Opening.IsCompleted: true }))
            {
                engine.IsClosing = true;
                _ = Task.Run(() => CloseAndForget(engine), CancellationToken.None);
            }
        }
    }

    private void CloseAndForget(OpenEngine engine)
    {
        Close(engine);
        lock (_gate)
        {
            _engines.Remove(engine);
            if (_engines.Count == 0 && _stop.IsCancellationRequested)
            {
                _empty.TrySetResult();
            }
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Model} was opened in {Seconds:0.0} s and draws up to {Sequences} pictures at once")]
    private static partial void LogOpened(ILogger log, string model, double seconds, int sequences);

    [LoggerMessage(2, LogLevel.Information, "{Model} was closed")]
    private static partial void LogClosed(ILogger log, string model);

    [LoggerMessage(3, LogLevel.Error, "{Model} cannot be opened: {Refusal}")]
    private static partial void LogUnusable(ILogger log, string model, Refusal refusal);
}
