using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Tessera.Inference.Kernels;
using Tessera.Inference.Families;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Engine;

/// <summary>
/// A picture model in process: an autoregressive model that draws token by token on the processor, for any number of callers
/// at once. Open it once and keep it; its folder must not change meanwhile.
/// </summary>
public sealed class PictureEngine : IDisposable
{
    private readonly IPictureModel _model;
    private readonly Team _team;
    private readonly Scheduler _scheduler;

    private PictureEngine(IPictureModel model, Team team, EngineOptions options)
    {
        (_model, _team, Options) = (model, team, options);
        _scheduler = new Scheduler(model, team, options);
    }

    /// <summary>The size that the model draws in.</summary>
    public PictureGrid Grid => _model.Grid;

    /// <summary>It can start from a picture: edits and variations.</summary>
    public bool CanEdit => _model.CanEncode;

    public EngineOptions Options { get; }

    internal Scheduler Scheduler => _scheduler;

    /// <summary>Opens a folder of a model, converted or as its makers publish it. Takes seconds for a large one.</summary>
    public static bool TryOpen(string folder, EngineOptions options, [NotNullWhen(true)] out PictureEngine? engine, [NotNullWhen(false)] out Refusal? refusal)
    {
        engine = null;
        var team = new Team(options.Threads ?? ThreadCount.Default);
        if (!ModelFolder.TryOpen(folder, options.Precision, team, out var model, out refusal))
        {
            team.Dispose();
            return false;
        }

        engine = new PictureEngine(model, team, options);
        return true;
    }

    /// <summary>Draws an order. Whoever stops reading, or cancels, breaks it off within one step of the model.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled, or the engine was closed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of the order is beyond what is written there.</exception>
    public async IAsyncEnumerable<DrawEvent> DrawAsync(DrawOrder order, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order.Temperature ?? 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(order.Pictures, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(order.Candidates, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order.Candidates, Options.SequencesMax);

        // Scaling large pictures takes a tenth of a second: here, not on the thread that draws.
        var framing = await Task.Run(() => Framing.Framing.Of(order, Grid), cancellation);
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var job = new Job(order, framing, left.Token);
        if (!_scheduler.TryAdd(job, out var waiting))
        {
            yield return new DrawEvent.TurnedAway(waiting);
            yield break;
        }

        try
        {
            await foreach (var happened in job.Events.ReadAllAsync(cancellation))
            {
                yield return happened switch
                {
                    DrawEvent.Partial partial => partial with { Raster = framing.Finish(partial.Raster) },
                    DrawEvent.Finished finished => finished with { Raster = framing.Finish(finished.Raster) },
                    _ => happened,
                };
            }
        }
        finally
        {
            await left.CancelAsync();
        }
    }

    public void Dispose()
    {
        _scheduler.Dispose();
        _model.Dispose();
        _team.Dispose();
    }
}
