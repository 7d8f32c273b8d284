using Tessera.Inference.Kernels;

namespace Tessera.Inference.Engine;

/// <summary>How a model is run.</summary>
public sealed record EngineOptions
{
    /// <summary>Threads that draw; null: one for each processor there is.</summary>
    public int? Threads { get; init; }

    /// <summary>What plain weights are rounded to at opening; those of a converted model stay as they are.</summary>
    public Precision Precision { get; init; } = Precision.Stored;

    /// <summary>Token sequences drawn at once: pictures times candidates. Each has its own memory.</summary>
    public int SequencesMax { get; init; } = 8;

    /// <summary>Orders that may wait for room; more are turned away.</summary>
    public int WaitingMax { get; init; } = 64;
}
