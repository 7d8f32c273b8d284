using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tessera.Gateway.Images;
using Tessera.Ledger.Records;

namespace Tessera.Gateway.Http;

/// <summary>
/// <c>/healthz</c>: the process answers. <c>/readyz</c>: it can also do its work, which needs a database that takes records and
/// a disk with room for pictures; otherwise 503 with a line per fault.
/// </summary>
internal sealed class HealthEndpoints(Journal journal, GatewaySetup setup)
{
    /// <summary>Less than this many bytes free and calls are sent elsewhere: a picture may have tens of megabytes.</summary>
    private const long FreeBytesMin = 100_000_000;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", http => http.Response.WriteAsync("ok\n", http.RequestAborted));
        app.MapGet("/readyz", ReadyAsync);
    }

    private async Task ReadyAsync(HttpContext http)
    {
        var faults = new List<string>();
        if (!journal.Health.IsHealthy)
        {
            faults.Add($"records cannot be written: {journal.Health.Fault}");
        }

        if (StoreSweep.FreeDiskBytes(setup.DataDirectory) is var free and < FreeBytesMin)
        {
            faults.Add($"the disk of the pictures has {free} bytes left");
        }

        http.Response.StatusCode = faults.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await http.Response.WriteAsync(faults.Count == 0 ? "ready\n" : string.Join('\n', faults) + "\n", http.RequestAborted);
    }
}
