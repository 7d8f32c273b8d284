using System.Globalization;

namespace Tessera.Bench;

/// <summary>Measures all peers in turn, round after round, and prints medians and ratios to the pass-through of the same run.</summary>
internal static class Measure
{
    private const string Reference = "pass-through";
    private const int LargeBytes = 1_500_000;

    public static async Task<int> RunAsync(Options options)
    {
        using var load = new Load(options.Key);
        // The runtime compiles a method for speed after thirty calls, in the background, once nothing new has come for 100 ms:
        // under steady load on one core that moment never comes, so there are pauses.
        for (var warmUp = 0; warmUp < 6; warmUp++)
        {
            foreach (var peer in options.Peers)
            {
                await load.SendAsync(peer.Address, "bytes=2000 unique", 1500, 16);
                await load.SendAsync(peer.Address, "bytes=2000", 500, 16);
                await load.SendAsync(peer.Address, $"bytes={LargeBytes} unique", 40, 8);
                await Task.Delay(500);
            }
        }

        await Table("CPU per 1,000 small calls, the same picture (ms)", options, peer => CpuAsync(load, peer, "bytes=2000", options.SmallCalls, 16, cpu => cpu * 1e6 / options.SmallCalls));
        await Table("CPU per 1,000 small calls, a new picture each (ms)", options, peer => CpuAsync(load, peer, "bytes=2000 unique", options.SmallCalls, 16, cpu => cpu * 1e6 / options.SmallCalls));
        var gigabytes = options.LargeCalls * (LargeBytes * 4.0 / 3) / 1e9;
        await Table("CPU per GB of 1.5 MB pictures, a new one each (s)", options, peer => CpuAsync(load, peer, $"bytes={LargeBytes} unique", options.LargeCalls, 8, cpu => cpu / gigabytes));
        await Table("Latency at 200 calls a second, p50 (ms)", options, async peer => (await load.PaceAsync(peer.Address, "bytes=2000 unique", 600, 200))[300]);
        await Table("Latency at 200 calls a second, p99 (ms)", options, async peer => (await load.PaceAsync(peer.Address, "bytes=2000 unique", 600, 200))[594]);
        await Table("Memory with 64 pictures of 8 MB in flight, peak (MB)", options with { Rounds = 3 }, peer => PeakAsync(load, peer));
        return 0;
    }

    private static async Task<double> CpuAsync(Load load, Peer peer, string prompt, int calls, int atOnce, Func<double, double> per)
    {
        var before = Processes.CpuSeconds(peer.Process);
        await load.SendAsync(peer.Address, prompt, calls, atOnce);
        return per(Processes.CpuSeconds(peer.Process) - before);
    }

    private static async Task<double> PeakAsync(Load load, Peer peer)
    {
        var peak = 0.0;
        var sending = load.SendAsync(peer.Address, "bytes=8000000 unique", 192, 64);
        while (!sending.IsCompleted)
        {
            peak = Math.Max(peak, Processes.ResidentMegabytes(peer.Process));
            await Task.Delay(20);
        }

        await sending;
        return peak;
    }

    private static async Task Table(string title, Options options, Func<Peer, Task<double>> measure)
    {
        var seen = options.Peers.ToDictionary(peer => peer.Name, _ => new List<double>(), StringComparer.Ordinal);
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var peer in options.Peers)
            {
                seen[peer.Name].Add(await measure(peer));
            }
        }

        Console.WriteLine(title);
        foreach (var (name, values) in seen)
        {
            var ratios = values.Zip(seen[Reference], (ours, theirs) => ours / theirs).ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-14} {Median(values),9:0.00}   {Median(ratios),6:0.00} x   ({values.Min():0.00} to {values.Max():0.00})"));
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
