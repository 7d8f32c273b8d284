namespace Tessera.Server.Serving;

/// <summary>The program watches for Ctrl-C and SIGTERM itself (<see cref="StopSignal"/>), and alike in all commands; the host's own watch would end it twice.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
