namespace Tessera.Ledger.Holds;

/// <summary>A call whose hold is to grow. It stays in the windows it was placed in.</summary>
internal sealed class ResizeWaiter(Draw[] more, long since, Action<Draw[]> grow, CancellationToken cancellation) : Waiter(more, since, cancellation)
{
    private readonly TaskCompletionSource<Refusal?> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<Refusal?> Task => _result.Task;

    public override void Aim(Func<Window, Window> current)
    {
    }

    public override void Grant()
    {
        grow(Draws);
        _result.TrySetResult(null);
    }

    public override void Refuse(Refusal refusal) => _result.TrySetResult(refusal);

    public override void Cancel() => _result.TrySetCanceled(Cancellation);
}
