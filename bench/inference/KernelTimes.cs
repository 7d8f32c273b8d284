using System.Diagnostics;
using Tessera.Inference.Kernels;

namespace Tessera.Bench;

/// <summary>
/// Products alone: a third of a gigabyte of one shape, by each kind of processor that this machine can be. Beside the clock
/// the processor's own time, which a neighbour on the same core does not lengthen.
/// </summary>
internal sealed class KernelTimes : IShared
{
    private const long Weights = 320L << 20;
    private GroupedMatrix[] _matrices = [];
    private ProcessorPath _path = ProcessorPath.Best;
    private Inputs _inputs = null!;
    private float[] _y = [];

    public static void Run(int threads, int rounds)
    {
        using var team = new Team(threads);
        var probe = Probe.Times(team, rounds);
        Console.WriteLine($"{threads} threads, load {File.ReadAllText("/proc/loadavg")[..4]}; probe {(1L << 30) / probe[0] / 1e6:f1} GB/s");
        var (best, nothing) = (double.MaxValue, new Nothing());
        for (var i = 0; i < 50; i++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var j = 0; j < 1000; j++)
            {
                team.Run(nothing, 2 * threads, 1);
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / 1000);
        }

        var spin = Stopwatch.GetTimestamp();
        for (var j = 0; j < 1000; j++)
        {
            nothing.Do(0, 1);
        }

        Console.WriteLine($"two turns of {Stopwatch.GetElapsedTime(spin).TotalMicroseconds / 1000:f2} µs for each thread: {best:f2} µs");
        foreach (var precision in (Precision[])[Precision.Int8, Precision.Int4])
        {
            foreach (var (rows, columns) in new[] { (2048, 2048), (2048, 5632) })
            {
                using var memory = new WeightMemory();
                var times = new KernelTimes { _inputs = new Inputs(team) };
                var count = (int)(Weights / rows / columns);
                times._matrices = [.. Enumerable.Range(0, count).Select(_ => GroupedMatrix.Of(new RandomMatrix(rows, columns), precision, memory))];
                foreach (var path in ProcessorPath.All.Where(path => path.IsSupported && path.Name != "scalar"))
                {
                    times._path = path;
                    var line = $"{precision} {rows}x{columns} {path.Name,-8}";
                    foreach (var streams in (int[])[1, 2, 4, 8])
                    {
                        times._inputs.Set(RandomWeights.Normal(streams * columns, new Random(2)), streams, columns);
                        times._inputs.Round();
                        times._y = new float[streams * rows];
                        var (wall, processor) = (double.MaxValue, double.MaxValue);
                        for (var i = 0; i < rounds; i++)
                        {
                            var (start, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
                            team.Run(times, count * rows, 64);
                            wall = Math.Min(wall, Stopwatch.GetElapsedTime(start).TotalSeconds);
                            processor = Math.Min(processor, (Environment.CpuUsage.TotalTime - used).TotalSeconds / threads);
                        }

                        line += $" | {streams}: {memory.Bytes / wall / 1e9,5:f1} ({memory.Bytes / processor / 1e9:f1}) GB/s";
                    }

                    Console.WriteLine(line);
                }
            }
        }
    }

    void IShared.Do(int first, int end)
    {
        var rows = _matrices[0].Rows;
        for (var row = first; row < end;)
        {
            var to = Math.Min(end, (row / rows + 1) * rows);
            _matrices[row / rows].Multiply(_path, _inputs, _y, row % rows, (to - 1) % rows + 1);
            row = to;
        }
    }

    private sealed class Nothing : IShared
    {
        public void Do(int first, int end)
        {
            for (var i = first; i < end; i++)
            {
                Thread.SpinWait(32);
            }
        }
    }
}
