using Tessera.Gateway.Catalogue;
using Tessera.Inference.Engine;
using Tessera.Inference.Weights;

namespace Tessera.Gateway.Providers.Engine;

/// <summary>A model that is open or being opened. Its numbers belong to <see cref="EngineRoom"/>, under its lock.</summary>
internal sealed class OpenEngine(InstalledModel model, Func<(PictureEngine? Engine, Refusal? Refusal)> open)
{
    public InstalledModel Model => model;

    /// <summary>The model, or why it cannot be opened. Runs apart from any request: a large model takes seconds.</summary>
    public Task<(PictureEngine? Engine, Refusal? Refusal)> Opening { get; } = Task.Run(open);

    /// <summary>Calls that draw with it, wait for it, or wait until it is open.</summary>
    public int Users { get; set; }

    /// <summary>Ticks of the clock at which the last user left.</summary>
    public long LeftAt { get; set; }

    /// <summary>To be closed as soon as nobody uses it; nobody new does.</summary>
    public bool IsDone { get; set; }

    /// <summary>It is being closed; its memory is taken until that is done.</summary>
    public bool IsClosing { get; set; }

    /// <summary>Waits for the model's thread, which ends with its step.</summary>
    public void Close()
    {
        if (Opening is { IsCompletedSuccessfully: true, Result.Engine: { } engine })
        {
            engine.Dispose();
        }
    }
}
