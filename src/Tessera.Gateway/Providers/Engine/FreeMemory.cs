using Tessera.Inference.Packs;

namespace Tessera.Gateway.Providers.Engine;

/// <summary>How much memory there is for models.</summary>
/// <param name="Now">Looks.</param>
internal sealed record FreeMemory(Func<MemoryRoom> Now)
{
    public static FreeMemory Real { get; } = new(MemoryRoom.Now);

    /// <summary>
    /// Bytes for another model. What an open model reads from its file counts as free to the system, which could take it back; drawing
    /// would then read it from the disk again, so that it counts as taken here.
    /// </summary>
    /// <param name="open">Bytes that the open models need.</param>
    /// <param name="closing">Bytes of those that are closed for it.</param>
    public static long Beside(MemoryRoom seen, long open, long closing) => Math.Min(seen.Bytes + closing, seen.Total - open);
}
