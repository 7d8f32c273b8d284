using System.Reflection;
using Tessera.Gateway.Installation;
using Tessera.Server.CommandLine;

namespace Tessera.Server.Serving;

/// <summary>The life of <c>tessera serve</c>: open, listen, greet, wait, stop.</summary>
internal static partial class Serve
{
    public static readonly string Version = typeof(Serve).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <exception cref="Exception">What went wrong at start, for <see cref="StartFaults"/>.</exception>
    public static async Task<int> RunAsync(HostPlan plan, TextWriter output, Func<string, string> bold, CancellationToken stop)
    {
        IReadOnlyList<string> fixedKeys = [];
        var host = await GatewayHost.StartAsync(plan, new ProgramLog(), books => fixedKeys = FixedKeys.Ensure(books.Keys, plan.Place.Environment), stop);
        await using (host)
        {
            // After the port is ours: keys that were made by a start that failed would never have been shown.
            var greeting = new Greeting(Version, host.Address, Path.GetFullPath(plan.Place.DataDirectory), InstalledProviders.Of(host.Services), fixedKeys, FirstKeys.Make(host.Books.Keys), host.HasPages) { Database = plan.Place.Database?.Name };
            await output.WriteAsync(greeting.Write(bold));
            await output.FlushAsync(CancellationToken.None);
            var log = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Tessera.Server");
            LogListening(log, host.Address);
            await WaitAsync(host, stop);
            LogStopping(log, host.Calls.Count, plan.Grace.TotalSeconds);
            var cut = await host.StopAsync();
            LogStopped(log, cut);
        }

        return ExitCode.Done;
    }

    private static async Task WaitAsync(GatewayHost host, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        await Task.Delay(Timeout.InfiniteTimeSpan, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(1, LogLevel.Information, "Listening at {Address}")]
    private static partial void LogListening(ILogger log, string address);

    [LoggerMessage(2, LogLevel.Information, "Stopping: no new calls; {Running} running ones have {GraceSeconds} s to end")]
    private static partial void LogStopping(ILogger log, int running, double graceSeconds);

    [LoggerMessage(3, LogLevel.Information, "Stopped; {Cut} calls were cut")]
    private static partial void LogStopped(ILogger log, int cut);
}
