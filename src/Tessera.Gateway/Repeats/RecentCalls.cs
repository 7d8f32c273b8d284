using System.Runtime.InteropServices;

namespace Tessera.Gateway.Repeats;

/// <summary>
/// The calls of this process that run or ended lately, by key and fingerprint: what a call without an <c>Idempotency-Key</c>
/// may repeat. In memory only; a repeat that must be known after a restart, or by another process, needs an
/// <c>Idempotency-Key</c>.
/// </summary>
internal sealed class RecentCalls(TimeProvider time)
{
    /// <summary>Calls that have ended; above it the oldest is forgotten. Each has some 300 bytes.</summary>
    public const int EndedMax = 20_000;

    /// <summary>Equal calls of one key that are looked through for each new one; above it one that nobody left is forgotten.</summary>
    public const int EqualMax = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<CallPlace, List<EarlierCall>> _calls = [];
    private readonly Queue<(CallPlace Place, string GenerationId, DateTimeOffset EndedAt)> _ended = new();

    /// <summary>
    /// Enters a call. What comes back is the id of the generation that answers it: its own, where it is a new order; otherwise
    /// that of the call it repeats, whose client's place it has taken.
    /// </summary>
    public string Enter(CallPlace place, string generationId, int retryCount)
    {
        lock (_lock)
        {
            Forget();
            ref var equal = ref CollectionsMarshal.GetValueRefOrAddDefault(_calls, place, out var known);
            equal ??= new(1);
            if (known && RepeatPolicy.Choose(CollectionsMarshal.AsSpan(equal), retryCount, time.GetUtcNow()) is >= 0 and var chosen)
            {
                var earlier = equal[chosen];
                if (earlier.State != CallState.Refused)
                {
                    equal[chosen] = earlier with { LeftAt = null };
                    return earlier.GenerationId;
                }

                equal.RemoveAt(chosen);
            }

            if (equal.Count == EqualMax)
            {
                equal.RemoveAt(Math.Max(0, equal.FindIndex(call => call.LeftAt is null)));
            }

            equal.Add(new(generationId, CallState.Running, null, null));
            return generationId;
        }
    }

    /// <summary>A client of the call left before it had everything.</summary>
    public void Left(CallPlace place, string generationId) => Change(place, generationId, call => call with { LeftAt = time.GetUtcNow() });

    /// <summary>The call has come to its end; from here on it is kept for as long as a repeat may come.</summary>
    public void Ended(CallPlace place, string generationId, CallState state)
    {
        var now = time.GetUtcNow();
        Change(place, generationId, call => call with { State = state, EndedAt = now });
        lock (_lock)
        {
            _ended.Enqueue((place, generationId, now));
            Forget();
        }
    }

    /// <summary>Nothing is known of the call any more: the next one orders anew.</summary>
    public void Forget(CallPlace place, string generationId)
    {
        lock (_lock)
        {
            Remove(place, generationId);
        }
    }

    private void Change(CallPlace place, string generationId, Func<EarlierCall, EarlierCall> change)
    {
        lock (_lock)
        {
            if (_calls.TryGetValue(place, out var equal) && equal.FindIndex(call => call.GenerationId == generationId) is >= 0 and var at)
            {
                equal[at] = change(equal[at]);
            }
        }
    }

    private void Forget()
    {
        var now = time.GetUtcNow();
        while (_ended.TryPeek(out var oldest) && (_ended.Count > EndedMax || now - oldest.EndedAt > RepeatPolicy.ForRepeats))
        {
            _ended.Dequeue();
            Remove(oldest.Place, oldest.GenerationId);
        }
    }

    private void Remove(CallPlace place, string generationId)
    {
        if (_calls.TryGetValue(place, out var equal) && equal.RemoveAll(call => call.GenerationId == generationId) > 0 && equal.Count == 0)
        {
            _calls.Remove(place);
        }
    }
}
