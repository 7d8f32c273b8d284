namespace Tessera.Inference.Tokens;

/// <summary>Words with their ids, and how a piece of text becomes some of them.</summary>
internal interface IVocabulary
{
    int? IdOf(string word);

    /// <summary>Adds the ids of one piece, as the last pre-tokenizer left it.</summary>
    void Encode(string piece, List<int> into);
}
