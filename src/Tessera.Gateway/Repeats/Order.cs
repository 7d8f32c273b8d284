using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Pipeline;
using Tessera.Ledger.Claims;
using Tessera.Ledger.Records;

namespace Tessera.Gateway.Repeats;

/// <summary>
/// The right to put one call to a provider, from before anything is asked until it has come to its end: repeats that come
/// meanwhile find it here. Disposed by the call that has it; where nothing was begun by then, the next equal call may order.
/// </summary>
internal sealed class Order(Orders owner, string generationId, CallPlace place, Claim? claim) : IAsyncDisposable
{
    private readonly TaskCompletionSource<RunningGeneration?> _running = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<GenerationRecord?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _watch;
    private int _left;

    public string GenerationId => generationId;

    public CallPlace Place => place;

    /// <summary>The idempotency key that it was ordered under; null where there was none.</summary>
    public Claim? Claim => claim;

    /// <summary>The generation, once there is one; null where the call came to nothing before.</summary>
    public Task<RunningGeneration?> Running => _running.Task;

    /// <summary>The record; null where the call came to nothing before there was a generation.</summary>
    public Task<GenerationRecord?> Ended => _ended.Task;

    /// <summary>From here on the generation decides when the order has ended, whatever becomes of the client.</summary>
    public void Begun(RunningGeneration running)
    {
        _running.SetResult(running);
        _ = FollowAsync(running);
    }

    /// <summary>Notes when this client hangs up: an equal call soon after is then taken for the same client.</summary>
    public void Watch(HttpContext http) => _watch = http.RequestAborted.UnsafeRegister(_ => Left(), null);

    /// <summary>The client was told where to look, and need not stay.</summary>
    public void Unwatch() => _left = 1;

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        if (!Running.IsCompleted)
        {
            await owner.EndAsync(this, null);
            _running.SetResult(null);
            _ended.SetResult(null);
        }
        else if (await Running is { ClientLeftAt: not null })
        {
            Left();
        }
    }

    /// <summary>Once: by the end of the call another client may have taken this one's place.</summary>
    private void Left()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0)
        {
            owner.Left(this);
        }
    }

    private async Task FollowAsync(RunningGeneration running)
    {
        var record = await running.Ended;
        await owner.EndAsync(this, record);
        _ended.SetResult(record);
    }
}
