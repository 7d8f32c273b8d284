using Tessera.Inference.Framing;
using Tessera.Inference.Families;
using Tessera.Inference.Rasters;

namespace Tessera.Inference.Tests.Framing;

public sealed class HoleTests
{
    private static readonly PictureGrid Grid = new(6, 6, 16);

    [Fact]
    public void Tokens_HoleInOneToken_OpensItAndItsEightNeighbours() => Assert.Equal(
        "000000 011100 011100 011100 000000 000000", Tokens(96, 96, new Window(0, 0, 96, 96), (40, 40)));

    [Fact]
    public void Tokens_HoleAcrossTwoTokens_OpensBothAndTheirNeighbours() => Assert.Equal(
        "011110 011110 011110 000000 000000 000000", Tokens(96, 96, new Window(0, 0, 96, 96), (47, 20), (48, 20)));

    [Fact]
    public void Tokens_WindowOfAPartOfThePicture_CountsFromItsCorner() => Assert.Equal(
        "110000 110000 000000 000000 000000 000000", Tokens(96, 96, new Window(40, 30, 48, 48), (41, 31)));

    [Fact]
    public void Tokens_PixelsLargerThanTokens_OpenAllThatTheyTouch() => Assert.Equal(
        "111000 111110 111110 011110 011110 000000", Tokens(3, 3, new Window(0, 0, 3, 3), (0, 0), (1, 1)));

    [Fact]
    public void Tokens_PixelThatIsNoWholeNumberOfTokens_OpensEveryTokenItReachesInto() => Assert.Equal(
        "111100 111100 111100 111100 000000 000000", Tokens(4, 4, new Window(0, 0, 4, 4), (1, 1)));

    private static string Tokens(int width, int height, Window window, params (int X, int Y)[] holes)
    {
        var mask = new Raster(width, height);
        Array.Fill(mask.Pixels, (byte)1);
        foreach (var (x, y) in holes)
        {
            mask.Row(y)[4 * x + 3] = 0;
        }

        return string.Join(' ', Hole.Tokens(mask, window, Grid).Select(open => open ? '1' : '0').Chunk(6).Select(row => new string(row)));
    }
}
