using Microsoft.Extensions.Hosting;
using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Pipeline;

/// <summary>Calls whose client has been told where to look and does not wait (<c>Prefer: respond-async</c>). A stop of the process waits for them as for the others.</summary>
internal sealed class DetachedCalls : IHostedService
{
    /// <summary>At the limit no more are taken. Each holds its upload and, at the painter, a place in the line.</summary>
    public const int CallsMax = 1_000;

    public static readonly CallerError Full = new(
        503, "server_error", "too_many_detached_calls", null, $"{CallsMax} calls run here without their clients. Please try again in 10s.") { RetryAfter = TimeSpan.FromSeconds(10) };

    private readonly Lock _gate = new();
    private readonly HashSet<Task> _calls = [];

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _calls.Count;
            }
        }
    }

    /// <summary>False where there are too many; <paramref name="call"/> was not begun.</summary>
    public bool TryStart(Func<Task> call)
    {
        lock (_gate)
        {
            if (_calls.Count >= CallsMax)
            {
                return false;
            }

            var running = Task.Run(call);
            _calls.Add(running);
            _ = running.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return true;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Task[] calls;
        lock (_gate)
        {
            calls = [.. _calls];
        }

        return Task.WhenAll(calls).WaitAsync(cancellationToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private void Forget(Task ended)
    {
        lock (_gate)
        {
            _calls.Remove(ended);
        }
    }
}
