using System.Diagnostics;
using Tessera.Inference.Engine;
using Tessera.Inference.Kernels;

namespace Tessera.Bench;

/// <summary>One order through the whole engine: when it opened, when each row and picture came, and what it held in memory.</summary>
internal static class WholePicture
{
    /// <param name="folder">A model's folder, converted or not.</param>
    /// <param name="precision">What plain weights are rounded to.</param>
    /// <param name="pictures">How many, side by side.</param>
    public static async Task RunAsync(string folder, Precision precision, int pictures)
    {
        var clock = Stopwatch.StartNew();
        if (!PictureEngine.TryOpen(folder, new EngineOptions { Precision = precision }, out var engine, out var refusal))
        {
            throw new InvalidOperationException(refusal.ToString());
        }

        using (engine)
        {
            Console.WriteLine($"opened in {clock.Elapsed.TotalSeconds:f1} s; load {(await File.ReadAllTextAsync("/proc/loadavg"))[..4]}");
            clock.Restart();
            var first = TimeSpan.Zero;
            var order = new DrawOrder { Prompt = "a red balloon over the sea at night", Width = engine.Grid.Width, Height = engine.Grid.Height, Pictures = pictures };
            await foreach (var happened in engine.DrawAsync(order))
            {
                switch (happened)
                {
                    case DrawEvent.Started:
                        first = clock.Elapsed;
                        Console.WriteLine($"prompt in {first.TotalSeconds:f2} s");
                        break;
                    case DrawEvent.Progress { Tokens: var tokens, Total: var total } when tokens == total:
                        Console.WriteLine($"{total} tokens in {(clock.Elapsed - first).TotalSeconds:f1} s, {(clock.Elapsed - first).TotalMilliseconds * pictures / total:f1} ms a step");
                        break;
                    case DrawEvent.Finished { Picture: var picture }:
                        Console.WriteLine($"picture {picture} after {clock.Elapsed.TotalSeconds:f1} s");
                        break;
                }
            }

            using var process = Process.GetCurrentProcess();
            Console.WriteLine($"most memory: {process.PeakWorkingSet64 >> 20} MiB");
        }
    }
}
