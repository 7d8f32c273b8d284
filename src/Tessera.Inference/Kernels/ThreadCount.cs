using System.Globalization;

namespace Tessera.Inference.Kernels;

/// <summary>How many threads share the work unless somebody says so.</summary>
internal static class ThreadCount
{
    private const string Nodes = "/sys/devices/system/node";

    /// <summary>
    /// The processors that this process may use, by its affinity and its container's limit, and at most those of one node of
    /// memory: beyond that, weights come over the link between the nodes, which is slower than the memory itself.
    /// </summary>
    public static int Default => Math.Clamp(Environment.ProcessorCount, 1, LargestNode(Nodes) ?? int.MaxValue);

    /// <summary>Processors of the largest node, or null where the system does not say.</summary>
    public static int? LargestNode(string folder)
    {
        try
        {
            var lists = Directory.EnumerateDirectories(folder, "node*").Select(node => File.ReadAllText(Path.Combine(node, "cpulist")));
            var largest = lists.Select(CountOf).DefaultIfEmpty(0).Max();
            return largest > 0 ? largest : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>How many there are in a list such as 0-3,8,10-11; 0 where it is not one.</summary>
    public static int CountOf(string list)
    {
        var count = 0;
        foreach (var part in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !Whole(ends[0], out var first) || !Whole(ends[^1], out var last) || last < first)
            {
                return 0;
            }

            count += last - first + 1;
        }

        return count;
    }

    private static bool Whole(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
