using Tessera.Inference.Kernels;

namespace Tessera.Inference.Vision;

/// <summary>What is done to each row by itself, shared out by rows.</summary>
internal sealed class EachRow(Action<int> work) : IShared
{
    private const int ShareRows = 16;

    public static void Run(Team team, int rows, Action<int> work) => team.Run(new EachRow(work), rows, ShareRows);

    void IShared.Do(int first, int end)
    {
        for (var row = first; row < end; row++)
        {
            work(row);
        }
    }
}
