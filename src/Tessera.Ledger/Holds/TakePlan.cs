namespace Tessera.Ledger.Holds;

/// <summary>How much of which windows a node takes for the calls that lack something. Pure.</summary>
internal static class TakePlan
{
    /// <summary>
    /// Goes through the calls in the order of their coming and counts in those that fit whole: one that does not fit takes
    /// nothing, so that two nodes never hold halves of what one of them needs.
    /// </summary>
    /// <param name="rooms">What the node has in each window and no call holds.</param>
    /// <param name="free">What nobody has of each.</param>
    /// <param name="asks">For each call, which windows it needs and how much of them.</param>
    /// <param name="lacks">For each call: the position in its ask that there is too little for, or -1.</param>
    /// <returns>What is to be taken of each window.</returns>
    public static long[] Needs(ReadOnlySpan<long> rooms, ReadOnlySpan<long> free, IReadOnlyList<(int Window, long Amount)[]> asks, Span<int> lacks)
    {
        var used = new long[rooms.Length];
        for (var call = 0; call < asks.Count; call++)
        {
            lacks[call] = -1;
            for (var i = 0; i < asks[call].Length && lacks[call] < 0; i++)
            {
                var (window, amount) = asks[call][i];
                if (amount > rooms[window] + free[window] - used[window])
                {
                    lacks[call] = i;
                }
            }

            foreach (var (window, amount) in lacks[call] < 0 ? asks[call] : [])
            {
                used[window] += amount;
            }
        }

        for (var window = 0; window < used.Length; window++)
        {
            used[window] = Math.Max(0, used[window] - rooms[window]);
        }

        return used;
    }

    /// <summary>
    /// What a node takes beyond what it needs now, so that the next calls need not ask: everything if nobody else is there,
    /// else a fair part; nothing where another node lacks something.
    /// </summary>
    /// <param name="nodes">Those that live, this one included.</param>
    public static long Ahead(long free, int nodes, bool isWanted) => isWanted || free <= 0 ? 0 : free / nodes;
}
