using Tessera.Ledger.Keys;

namespace Tessera.Ledger.Holds;

/// <summary>A call that has nothing yet.</summary>
internal sealed class PlaceWaiter(HoldOrder order, Draw[] draws, long since, Func<Draw[], Hold> place, CancellationToken cancellation) : Waiter(draws, since, cancellation)
{
    private readonly TaskCompletionSource<HoldResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<HoldResult> Task => _result.Task;

    public ApiKey Key => order.Key;

    public override Action<int>? OnPlace => order.OnPlace;

    public override void Aim(Func<Window, Window> current)
    {
        for (var i = 0; i < Draws.Length; i++)
        {
            Draws[i] = new Draw(current(Draws[i].Window), Draws[i].Amount);
        }
    }

    public override void Grant() => _result.TrySetResult(new HoldResult(place(Draws)));

    public override void Refuse(Refusal refusal) => _result.TrySetResult(new HoldResult(refusal));

    public override void Cancel() => _result.TrySetCanceled(Cancellation);
}
