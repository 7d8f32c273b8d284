using System.Globalization;

namespace Tessera.Bench;

/// <summary>What the kernel says of a process and its children.</summary>
internal static class Processes
{
    /// <summary>Linux counts in hundredths of a second.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>User and system time, in seconds.</summary>
    public static double CpuSeconds(int process) => Family(process).Sum(member =>
    {
        var fields = File.ReadAllText($"/proc/{member}/stat").Split(") ")[1].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    });

    /// <summary>Memory in RAM, in megabytes.</summary>
    public static double ResidentMegabytes(int process) => Family(process).Sum(member => long.Parse(
        File.ReadLines($"/proc/{member}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024.0);

    private static IEnumerable<int> Family(int process)
    {
        var children = File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return children.Select(child => int.Parse(child, CultureInfo.InvariantCulture)).Prepend(process);
    }
}
