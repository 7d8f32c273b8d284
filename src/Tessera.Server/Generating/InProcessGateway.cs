using Tessera.Ledger.Keys;
using Tessera.Server.Serving;

namespace Tessera.Server.Generating;

/// <summary>A gateway for one call: on a free port of this machine, with the same data directory and a key that only this process knows.</summary>
internal sealed record InProcessGateway(GatewayHost Host, string Key) : IAsyncDisposable
{
    /// <summary>A picture that is paid for is taken to the store even if Ctrl-C comes meanwhile; one that is drawn here can be drawn again.</summary>
    private static readonly TimeSpan PaidGrace = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FreeGrace = TimeSpan.FromSeconds(1);

    /// <param name="live">The key may reach providers and the models that are installed; without it the painter draws.</param>
    /// <param name="paysForPictures">What is drawn is paid for.</param>
    public static async Task<InProcessGateway> StartAsync(Place place, bool live, bool paysForPictures, CancellationToken cancellation)
    {
        var key = "";
        var host = await GatewayHost.StartAsync(
            new HostPlan(place, new ListenAddresses(["http://127.0.0.1:0"]), paysForPictures ? PaidGrace : FreeGrace, HasPages: false),
            new ProgramLog(isQuiet: true),
            books => key = live ? books.Keys.Lend("key_command_line_live", "tessera generate --live", KeyKind.Live) : books.Keys.Lend("key_command_line", "tessera generate", KeyKind.Test),
            cancellation);
        return new InProcessGateway(host, key);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.StopAsync();
        await Host.DisposeAsync();
    }
}
