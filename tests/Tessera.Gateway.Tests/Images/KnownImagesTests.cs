using Tessera.Gateway.Formats;
using Tessera.Gateway.Images;

namespace Tessera.Gateway.Tests.Images;

public sealed class KnownImagesTests
{
    private static readonly KnownImage Any = new(new StoredImage("", 1, ImageFormat.Png, 1, 1), "");

    [Fact]
    public void Add_BeyondTwoGenerations_ForgetsTheUnusedAndKeepsTheUsed()
    {
        var known = new KnownImages(entriesMax: 10);
        for (ulong i = 0; i < 100; i++)
        {
            known.Add(Hash(i), Any);
            Assert.NotNull(known.Find(Hash(0)));
        }

        Assert.Null(known.Find(Hash(50)));
        Assert.NotNull(known.Find(Hash(99)));
        Assert.InRange(Enumerable.Range(0, 100).Count(i => known.Find(Hash((ulong)i)) is not null), 5, 22);
    }

    [Fact]
    public void Remove_FromEitherGeneration_Forgets()
    {
        var known = new KnownImages(entriesMax: 1);
        known.Add(Hash(1), Any);
        known.Add(Hash(2), Any);
        known.Remove(Hash(1));
        known.Remove(Hash(2));

        Assert.Null(known.Find(Hash(1)));
        Assert.Null(known.Find(Hash(2)));
    }

    private static ImageHash Hash(ulong number) => new(number, 0, 0, 0);
}
