using System.Diagnostics;
using System.Runtime.Intrinsics;
using Tessera.Bench;
using Tessera.Inference.Decoding;
using Tessera.Inference.Janus;
using Tessera.Inference.Kernels;
using Tessera.Inference.Weights;

// usage: Tessera.Bench.Inference picture FOLDER [Stored|Int8] [pictures=1]
if (args is ["picture", var source, .. var rest])
{
    await WholePicture.RunAsync(source, rest.Length > 0 ? Enum.Parse<Precision>(rest[0]) : Precision.Stored, rest.Length > 1 ? int.Parse(rest[1]) : 1);
    return;
}

// or: Tessera.Bench.Inference [layers=6] [threads=all] [rounds=7]
// Random weights of Janus-Pro-1B's shape, fewer layers: the time of a step is in proportion to the weights it reads.
if (args is ["vq", ..])
{
    VqBench.Run(args[1..]);
    return;
}

var layers = args.Length > 0 ? int.Parse(args[0]) : 6;
var threads = args.Length > 1 ? int.Parse(args[1]) : Environment.ProcessorCount;
var rounds = args.Length > 2 ? int.Parse(args[2]) : 7;
var config = new JanusConfig(new DecoderShape(layers, 2048, 5632, 16, 16, 1024, 1e-6f), 10_000, 256, 16_384, 8, 24);
var folder = Directory.CreateTempSubdirectory("tessera-bench-").FullName;
try
{
    RandomWeights.Write(Path.Combine(folder, "model.safetensors"), config);
    if (!WeightSet.TryOpen(folder, out var set, out var refusal))
    {
        throw new InvalidOperationException(refusal.ToString());
    }

    using (set)
    using (var team = new Team(threads))
    {
        Console.WriteLine($"{layers} layers, {threads} threads, 512-bit vectors {(Vector512.IsHardwareAccelerated ? "in hardware" : "of parts")}, best and median of {rounds}; load {(await File.ReadAllTextAsync("/proc/loadavg"))[..4]}");
        Report("probe: sum of 1 GiB", Probe.Times(team, rounds), 1L << 30);
        foreach (var precision in Enum.GetValues<Precision>())
        {
            var weightsRead = JanusWeights.Read(new WeightReader(set, name => name, precision), config);
            var decoder = new Decoder(config.Shape, weightsRead.Decoder, RotaryTable.Halves(1024, 128, config.RopeBase), team);
            var head = new PictureHead(weightsRead, config, team);
            var weights = layers * (4L * 2048 * 2048 + 3L * 2048 * 5632) + 2L * 2048 * 2048 + 16_384L * 2048;
            foreach (var streams in (int[])[1, 2, 4, 8])
            {
                var rows = new DecoderRows(config.Shape, streams);
                var caches = Enumerable.Range(0, streams).Select(_ => new KeyValueCache(config.Shape, 0, 300)).ToArray();
                var logits = new float[streams * config.Codes];
                Report($"{precision}, {streams} streams: a step", Times(rounds, () =>
                {
                    rows.Clear();
                    foreach (var cache in caches)
                    {
                        head.Embed(7, rows.Add(cache, 299));
                    }

                    decoder.Forward(rows);
                    head.Score(rows.Normed, streams, logits);
                }), precision switch { Precision.Stored => 2 * weights, Precision.Int8 => weights + weights / 32, _ => weights / 2 + weights / 32 });
            }
        }
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static double[] Times(int rounds, Action run)
{
    run();
    var times = new double[rounds];
    for (var i = 0; i < rounds; i++)
    {
        var start = Stopwatch.GetTimestamp();
        run();
        times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    Array.Sort(times);
    return times;
}

static void Report(string what, double[] times, long bytes) =>
    Console.WriteLine($"{what}: {times[0]:f1} ms, median {times[times.Length / 2]:f1}; {bytes / times[0] / 1e6:f1} GB/s");
