using System.Text;
using System.Text.Unicode;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Tests.Wire;

/// <summary>Pushes a document through a splitter in pieces and returns all there is to see of it, as one comparable value.</summary>
internal sealed record Split(string Skeleton, string Pictures, WireFault Fault)
{
    /// <summary>The rules of the dialects under test, together.</summary>
    public static PictureRules Rules { get; } = new(
        new PictureRule("b64_json", PictureText.Base64),
        new PictureRule("image_url", PictureText.DataUrl),
        new PictureRule("url", PictureText.DataUrl),
        new PictureRule("data", PictureText.Base64OrUrl, Within: "files"),
        new PictureRule("data", PictureText.Base64OrUrl, Within: "mask"),
        new PictureRule("result", PictureText.Base64, Within: "output"));

    public static Split Whole(string json) => Pieces(Encoding.UTF8.GetBytes(json), []);

    /// <param name="document">The bytes to push.</param>
    /// <param name="cuts">Where the pieces end, in rising order.</param>
    /// <param name="rules">Instead of <see cref="Rules"/>.</param>
    public static Split Pieces(ReadOnlySpan<byte> document, ReadOnlySpan<int> cuts, PictureRules? rules = null)
    {
        var pictures = new RecordedPictures();
        var splitter = new PictureSplitter(rules ?? Rules, pictures);
        var start = 0;
        foreach (var cut in cuts)
        {
            splitter.Push(document[start..cut]);
            start = cut;
        }

        splitter.Push(document[start..]);
        var fault = splitter.Finish();
        Assert.Equal(splitter.Pictures, pictures.Begun);
        Assert.False(fault.IsNone && pictures.IsOpen, "a picture was not ended");
        var skeleton = splitter.Skeleton.Span;
        var text = Utf8.IsValid(skeleton) ? Encoding.UTF8.GetString(skeleton) : $"not UTF-8: {Convert.ToHexString(skeleton)}";
        return new Split(text, string.Join('\n', pictures.Ended), fault);
    }

    /// <summary>Cuts at random places, from none to nearly everywhere.</summary>
    public static int[] RandomCuts(Random random, int length) =>
        [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(length + 1)).Order()];
}
