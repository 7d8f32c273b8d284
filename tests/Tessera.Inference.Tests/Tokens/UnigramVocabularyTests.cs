using Tessera.Inference.Tokens;

namespace Tessera.Inference.Tests.Tokens;

public sealed class UnigramVocabularyTests
{
    [Theory]
    [InlineData("pqr", "pq r")]       // −12; the unknown letter before "qr" would be −6.5 without its penalty of 10
    [InlineData("xpq", "? pq")]
    [InlineData("xyzpq🎈🎈r", "? pq ? r")]
    [InlineData("", "")]
    [InlineData("🎈", "?")]
    public void Encode_APiece_IsTheLikeliestWords(string piece, string expected)
    {
        string[] words = ["?", "pq", "r", "qr"];
        var vocabulary = new UnigramVocabulary(words.Select((word, id) => (word, id)).ToDictionary(pair => pair.word, pair => pair.id), [0, -6, -6, -0.5], unknown: 0);
        var ids = new List<int>();
        vocabulary.Encode(piece, ids);
        Assert.Equal(expected, string.Join(' ', ids.Select(id => words[id])));
    }
}
