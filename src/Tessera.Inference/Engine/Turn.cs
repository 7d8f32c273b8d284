namespace Tessera.Inference.Engine;

/// <summary>What somebody who lets go of the engine's thread waits for.</summary>
internal enum Turn
{
    /// <summary>It has a piece of long work to do next; others go first for a pass.</summary>
    Work,

    /// <summary>It added rows, or found no room for them, and goes on after the pass.</summary>
    Pass,
}
