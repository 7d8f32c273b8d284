using System.Collections.Concurrent;

namespace Tessera.Gateway.Pipeline;

/// <summary>
/// The generations that this process is making. As many as there are calls: connections limit the watched ones, and
/// <see cref="DetachedCalls.CallsMax"/> the others.
/// </summary>
internal sealed class RunningGenerations
{
    private readonly ConcurrentDictionary<string, RunningGeneration> _running = new(StringComparer.Ordinal);

    public RunningGeneration? Find(string id) => _running.GetValueOrDefault(id);

    public void Add(RunningGeneration generation) => _running[generation.Id] = generation;

    public void Remove(RunningGeneration generation) => _running.TryRemove(generation.Id, out _);
}
