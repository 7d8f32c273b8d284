namespace Tessera.EndToEnd.Tests.Harness;

/// <summary>A place where the upstream stops until a test lets it go on; the test can wait until it has got there.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done once the upstream stands at the gate.</summary>
    public Task Reached => reached.Task.WaitAsync(Patience.Limit);

    public void Open() => opened.TrySetResult();

    public Task PassAsync()
    {
        reached.TrySetResult();
        return opened.Task.WaitAsync(Patience.Limit);
    }
}
