using System.Diagnostics;
using System.Globalization;
using Tessera.Inference.Kernels;
using Tessera.Inference.Rasters;
using Tessera.Inference.Vq;
using Tessera.Inference.Weights;

namespace Tessera.Bench;

/// <summary>
/// usage: Tessera.Bench.Inference vq [threads=all] [rounds=7] [python=/usr/bin/python3]
/// Tokens to a picture of 384×384 and back with random weights of Janus' picture tokenizer, in turns with torch (vq.py).
/// </summary>
internal static class VqBench
{
    private const int Codes = 16_384;
    private const int CodeSize = 8;
    private const int Side = 24;

    public static void Run(string[] args)
    {
        var threads = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : Environment.ProcessorCount;
        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 7;
        var folder = Directory.CreateTempSubdirectory("tessera-bench-").FullName;
        try
        {
            RandomWeights.Write(Path.Combine(folder, "model.safetensors"), [.. VqShapes.All()]);
            if (!WeightSet.TryOpen(folder, out var set, out var refusal))
            {
                throw new InvalidOperationException(refusal.ToString());
            }

            using var torch = Process.Start(new ProcessStartInfo(args.Length > 2 ? args[2] : "/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "vq.py"), $"{threads}"])
            {
                RedirectStandardInput = true, RedirectStandardOutput = true,
            })!;
            using (set)
            using (var team = new Team(threads))
            {
                var reader = new WeightReader(set, name => name);
                var decoder = VqDecoder.Read(reader, Codes, CodeSize);
                var encoder = VqEncoder.Read(reader, decoder)!;
                if (reader.Refusal is { } wrong)
                {
                    throw new InvalidOperationException(wrong.ToString());
                }

                var random = new Random(1);
                var tokens = Enumerable.Range(0, Side * Side).Select(_ => random.Next(Codes)).ToArray();
                var picture = new Raster(Side * 16, Side * 16);
                random.NextBytes(picture.Pixels);
                Console.WriteLine($"{threads} threads, best and median of {rounds}; load {File.ReadAllText("/proc/loadavg")[..4]}");
                Compare("decode 24×24", rounds, () => decoder.Decode(tokens, Side, Side, team), torch, "decode");
                Compare("encode 384×384", rounds, () => encoder.Encode(picture, team), torch, "encode");
                var most = Math.Max(decoder.WorkingBytes(Side, Side), encoder.WorkingBytes(16 * Side, 16 * Side));
                Console.WriteLine($"working memory kept: {decoder.Workspace.BytesHeld / 1e6:f0} MB of {most / 1e6:f0}; load {File.ReadAllText("/proc/loadavg")[..4]}");
            }

            torch.StandardInput.Close();
            torch.WaitForExit();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Compare<T>(string what, int rounds, Func<IEnumerable<T>> run, Process torch, string name)
    {
        var (ours, theirs, pieces) = (new List<Times>(), new List<Times>(), new List<double>());
        for (var round = -1; round < rounds; round++)
        {
            var (used, clock, longest) = (Environment.CpuUsage.TotalTime, 0.0, 0.0);
            var start = Stopwatch.GetTimestamp();
            foreach (var _ in run())
            {
                var piece = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                (clock, longest, start) = (clock + piece, Math.Max(longest, piece), Stopwatch.GetTimestamp());
            }

            var own = new Times(clock, (Environment.CpuUsage.TotalTime - used).TotalMilliseconds);
            torch.StandardInput.WriteLine(name);
            var other = torch.StandardOutput.ReadLine()!.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToList();
            if (round >= 0)
            {
                ours.Add(own);
                pieces.Add(longest);
                theirs.Add(new Times(other[0], other[1]));
            }
        }

        Console.WriteLine($"{what}: {Text(ours)}, longest piece {pieces.Min():f0} ({Median(pieces):f0}); torch {Text(theirs)}");
        Console.WriteLine($"  torch takes {Median(ours.Zip(theirs, (a, b) => b.Clock / a.Clock)):f2} times as long, {Median(ours.Zip(theirs, (a, b) => b.Cpu / a.Cpu)):f2} times the cores' time: medians round by round");
    }

    private static string Text(List<Times> times) =>
        $"{times.Min(time => time.Clock):f0} ({Median(times.Select(time => time.Clock)):f0}) ms, of all cores {times.Min(time => time.Cpu):f0} ({Median(times.Select(time => time.Cpu)):f0})";

    private static double Median(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    /// <summary>Milliseconds by the clock, and of all cores together.</summary>
    private readonly record struct Times(double Clock, double Cpu);
}
