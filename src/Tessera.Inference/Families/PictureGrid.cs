namespace Tessera.Inference.Families;

/// <summary>The tokens of one picture: row by row from the top left, and how large each is in pixels.</summary>
/// <param name="Rows">Rows of tokens.</param>
/// <param name="Columns">Tokens in a row.</param>
/// <param name="TokenPixels">Pixels along each side of a token.</param>
public sealed record PictureGrid(int Rows, int Columns, int TokenPixels)
{
    /// <summary>Tokens of one picture.</summary>
    public int Tokens => Rows * Columns;

    /// <summary>Pixels across.</summary>
    public int Width => Columns * TokenPixels;

    /// <summary>Pixels down.</summary>
    public int Height => Rows * TokenPixels;
}
