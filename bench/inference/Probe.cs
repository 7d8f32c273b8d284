using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Tessera.Inference.Kernels;

namespace Tessera.Bench;

/// <summary>How fast this machine reads memory now: the limit that a step of the model is measured against.</summary>
internal sealed class Probe : IShared
{
    private readonly float[] _numbers = new float[1 << 28];

    public static double[] Times(Team team, int rounds)
    {
        var probe = new Probe();
        Array.Fill(probe._numbers, 1f);
        var times = new double[rounds];
        for (var i = 0; i < rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            team.Run(probe, probe._numbers.Length, 1 << 18);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return times;
    }

    void IShared.Do(int first, int end)
    {
        ref var start = ref MemoryMarshal.GetArrayDataReference(_numbers);
        var (a, b, c, d) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        for (var i = (nuint)first; i < (nuint)end; i += 64)
        {
            a += Vector512.LoadUnsafe(ref start, i);
            b += Vector512.LoadUnsafe(ref start, i + 16);
            c += Vector512.LoadUnsafe(ref start, i + 32);
            d += Vector512.LoadUnsafe(ref start, i + 48);
        }

        // The sum is used, so that the loads stay.
        _numbers[first] = Vector512.Sum(a + b + c + d) > 0 ? 1 : 0;
    }
}
