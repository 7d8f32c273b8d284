using System.Globalization;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Packs;

/// <summary>How much memory there is for a model.</summary>
/// <param name="Bytes">What this process could still take without driving the machine, or its container, to the edge.</param>
/// <param name="Total">What the machine or the container has in all.</param>
public readonly record struct MemoryRoom(long Bytes, long Total)
{
    // For everything else: the gateway itself, the system, its file cache.
    private const long KeptFree = 256L << 20;

    /// <summary>As it is now.</summary>
    public static MemoryRoom Now()
    {
        var seen = GC.GetGCMemoryInfo(GCKind.Any);
        var total = seen.TotalAvailableMemoryBytes;
        return new MemoryRoom(Math.Min(Available() ?? total, total) - KeptFree, total);
    }

    /// <summary>Why a model does not fit, or null.</summary>
    public Refusal? Check(PackCard card) => card.MemoryBytes <= Bytes ? null : new Refusal(
        RefusedAt.Memory, card.Id, string.Create(CultureInfo.InvariantCulture,
            $"It needs {Gib(card.MemoryBytes)} GiB of memory to draw, and {Gib(Math.Max(Bytes, 0))} of {Gib(Total)} GiB are free."));

    /// <summary>Gibibytes with one decimal.</summary>
    public static string Gib(long bytes) => (bytes / (double)(1L << 30)).ToString("0.0", CultureInfo.InvariantCulture);

    // Linux counts what it could take back from its file cache; GC.GetGCMemoryInfo calls that used.
    private static long? Available()
    {
        try
        {
            var line = File.ReadLines("/proc/meminfo").FirstOrDefault(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal));
            return line is null ? null : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
