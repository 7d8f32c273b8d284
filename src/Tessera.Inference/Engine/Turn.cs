namespace Tessera.Inference.Engine;

/// <summary>What a piece of drawing did before it let go of the engine's thread.</summary>
internal enum Turn
{
    /// <summary>A piece of long work; it may go on at once.</summary>
    Piece,

    /// <summary>It added rows to the next pass and goes on after it.</summary>
    Pass,
}
