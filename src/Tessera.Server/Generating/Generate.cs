using System.Diagnostics;

namespace Tessera.Server.Generating;

/// <summary>The life of <c>tessera generate</c>: check, call, write, tell.</summary>
internal static class Generate
{
    public static async Task RunAsync(GenerateOrder order, OutputFiles files, GatewayCall call, TextWriter told, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await ProgressLine.ShowAsync(order.Model, order.Partials * order.N, moved => call.GenerateAsync(order, moved, cancellation));
        var elapsed = Stopwatch.GetElapsedTime(started);
        for (var i = 0; i < answer.Pictures.Count; i++)
        {
            await files.WriteAsync(answer.Pictures[i], i, answer.Pictures.Count, answer.GenerationId);
        }

        var summary = answer.GenerationId is { } id ? await call.FindAsync(id, cancellation) : null;
        await told.WriteAsync(Report.Write(answer, summary, files, elapsed));
    }
}
