namespace Tessera.EndToEnd.Tests.Harness;

/// <summary>How long a test waits for what must come: long enough for a busy machine, and an end to what hangs.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Looks again whenever the other side has had a turn, until it is so.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await isSo())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
