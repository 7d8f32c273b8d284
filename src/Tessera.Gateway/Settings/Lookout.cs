using Microsoft.Extensions.Hosting;

namespace Tessera.Gateway.Settings;

/// <summary>
/// Looks every two seconds whether something on disk has changed. It looks instead of asking to be told (FileSystemWatcher),
/// since what a container sees is often mounted from outside, and changes made there send it no event.
/// </summary>
internal abstract class Lookout(TimeProvider time) : BackgroundService
{
    public static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(2);

    private readonly PeriodicTimer _timer = new(LookInterval, time);

    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
    }

    /// <summary>One look.</summary>
    internal abstract void Look();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _timer.WaitForNextTickAsync(stoppingToken))
            {
                Look();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program is stopping.
        }
    }
}
