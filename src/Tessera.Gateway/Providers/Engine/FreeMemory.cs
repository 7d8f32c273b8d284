using Tessera.Inference.Packs;

namespace Tessera.Gateway.Providers.Engine;

/// <summary>How much memory a model may take at this moment.</summary>
/// <param name="Bytes">Asked before a model is opened.</param>
internal sealed record FreeMemory(Func<long> Bytes)
{
    /// <summary>What the machine, or the container around this process, leaves.</summary>
    public static FreeMemory Real { get; } = new(() => MemoryRoom.Now().Bytes);
}
