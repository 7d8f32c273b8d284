using System.Diagnostics;
using System.Globalization;
using Tessera.Inference.Decoding;
using Tessera.Inference.Janus;
using Tessera.Inference.Kernels;
using Tessera.Inference.Vision;
using Tessera.Inference.Weights;

namespace Tessera.Bench;

/// <summary>Steps in all precisions beside a probe of the memory, and how alike their logits are.</summary>
internal static class StepTimes
{
    private const int Tokens = 24;

    public static void Run(int layers, int threads, int rounds) => With(layers, threads, (team, open) =>
    {
        Report("probe: sum of 1 GiB", Probe.Times(team, rounds), 1L << 30);
        float[][]? stored = null;
        foreach (var precision in Enum.GetValues<Precision>())
        {
            var start = Stopwatch.GetTimestamp();
            using var opened = open(precision);
            var steps = opened.Steps;
            Console.WriteLine($"{precision}: opened in {Stopwatch.GetElapsedTime(start).TotalSeconds:f1} s");
            foreach (var streams in (int[])[1, 2, 4, 8, 16])
            {
                var times = steps.Times(streams, rounds, out var processor);
                Report($"{precision}, {streams} streams", times, steps.Bytes, $", processors {processor:f1} ms; pictures' tokens {1000 * (streams / 2) / times[0]:f1} a second");
            }

            var logits = steps.Logits(Tokens);
            stored ??= logits;
            if (logits != stored)
            {
                var cosines = stored.Zip(logits, Cosine).ToArray();
                Console.WriteLine($"{precision}: cosine of its logits to those of bf16, over {Tokens} tokens: {cosines.Average():f5} on average, {cosines.Min():f5} at worst");
            }
        }
    });

    /// <summary>Says ready; then for each line that comes, a name and the milliseconds of a guidance pair for each precision, and done.</summary>
    public static void Serve(int layers, int threads) => With(layers, threads, (team, open) =>
    {
        var all = Enum.GetValues<Precision>().Select(open).ToList();
        all.ForEach(opened => opened.Steps.Times(2, 3, out _));
        Console.WriteLine("ready");
        while (Console.ReadLine() is not null)
        {
            var probe = Probe.Times(team, 3)[0];
            Say("probe", probe);
            foreach (var steps in all.Select(opened => opened.Steps))
            {
                var name = steps.Precision == Precision.Stored ? "bf16" : steps.Precision.ToString().ToLowerInvariant();
                var times = steps.Times(2, 24, out _);
                Say($"tessera {name}", times[times.Length / 2]);
                Say($"memory's limit, {name}", probe * steps.Bytes / (1L << 30));
            }

            Console.WriteLine("done");
        }

        all.ForEach(opened => opened.Dispose());
    });

    private static void With(int layers, int threads, Action<Team, Func<Precision, Opened>> run)
    {
        var config = new JanusConfig(new DecoderShape(layers, 2048, 5632, 16, 16, 1024, 1e-6f), 10_000, 256, 16_384, 8, 24, new VisionConfig(384, 16, null, 1e-6f));
        var folder = Directory.CreateTempSubdirectory("tessera-bench-").FullName;
        try
        {
            RandomWeights.Write(Path.Combine(folder, "model.safetensors"), config);
            using var team = new Team(threads);
            Console.WriteLine($"{layers} layers, {threads} threads, {ProcessorPath.Best.Name}, load {File.ReadAllText("/proc/loadavg")[..4]}");
            run(team, precision => new Opened(folder, config, precision, team));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Say(string name, double milliseconds) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{milliseconds:f2}"));

    private static double Cosine(float[] a, float[] b) => Dot.Of(a, b) / Math.Sqrt((double)Dot.Of(a, a) * Dot.Of(b, b));

    private static void Report(string what, double[] times, long bytes, string more = "") =>
        Console.WriteLine($"{what}: {times[0]:f1} ms, median {times[times.Length / 2]:f1}; {bytes / times[0] / 1e6:f1} GB/s{more}");

    private sealed class Opened : IDisposable
    {
        private readonly WeightSet _set;

        public Opened(string folder, JanusConfig config, Precision precision, Team team)
        {
            _set = WeightSet.TryOpen(folder, out var set, out var refusal) ? set : throw new InvalidOperationException(refusal.ToString());
            Steps = new Steps(_set, config, precision, team);
        }

        public Steps Steps { get; }

        public void Dispose() => _set.Dispose();
    }
}
