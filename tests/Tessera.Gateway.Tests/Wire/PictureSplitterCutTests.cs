using System.Text;

namespace Tessera.Gateway.Tests.Wire;

/// <summary>The same document gives the same result, wherever the network cuts it.</summary>
public sealed class PictureSplitterCutTests
{
    public static TheoryData<string> Documents => Samples.Documents;

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_CutAnywhere_GivesTheSame(string json)
    {
        var document = Encoding.UTF8.GetBytes(json);
        var whole = Split.Pieces(document, []);
        Assert.True(whole.Fault.IsNone);
        Assert.NotEqual("", whole.Pictures);
        for (var cut = 0; cut <= document.Length; cut++)
        {
            Assert.Equal(whole, Split.Pieces(document, [cut]));
        }

        Assert.Equal(whole, Split.Pieces(document, [.. Enumerable.Range(0, document.Length)]));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_CutManyTimes_GivesTheSame(string json)
    {
        var document = Encoding.UTF8.GetBytes(json);
        var whole = Split.Pieces(document, []);
        for (var seed = 0; seed < 500; seed++)
        {
            var cuts = Split.RandomCuts(new Random(seed), document.Length);
            Assert.True(whole == Split.Pieces(document, cuts), $"seed {seed}: cut at {string.Join(' ', cuts)}");
        }
    }
}
