using Tessera.Inference.Tests.Reference;
using Tessera.Inference.Tokens;

namespace Tessera.Inference.Tests.Tokens;

public sealed class TokenizerFileTests
{
    [Theory]
    [InlineData("normalizer", """{"type":"NFKC"}""", "The normalizer 'NFKC' is not known here or malformed.")]
    [InlineData("normalizer", """{"type":"Precompiled","precompiled_charsmap":""}""", "The normalizer 'Precompiled' is not known here or malformed.")]
    [InlineData("normalizer", """{"type":"Precompiled","precompiled_charsmap":"!"}""", "The normalizer 'Precompiled' is not known here or malformed.")]
    [InlineData("normalizer", """{"type":"Precompiled","precompiled_charsmap":"/////wAAAAA="}""", "The normalizer 'Precompiled' is not known here or malformed.")]
    [InlineData("normalizer", """{"type":"Sequence","normalizers":[{"type":"Replace","pattern":{"Regex":"("},"content":""}]}""", "The normalizer 'Replace' is not known here or malformed.")]
    [InlineData("model", """{"type":"Unigram","vocab":[]}""", "The model has no list of 1 to 1048576 words.")]
    [InlineData("model", """{"type":"Unigram","vocab":[["a",0],["a",0]]}""", "The word 1 is no text of 1 to 64 characters with a number, or is there twice.")]
    [InlineData("model", """{"type":"Unigram","vocab":[["a"]]}""", "The word 0 is no text of 1 to 64 characters with a number, or is there twice.")]
    [InlineData("model", """{"type":"Unigram","vocab":[["",0]]}""", "The word 0 is no text of 1 to 64 characters with a number, or is there twice.")]
    [InlineData("model", """{"type":"Unigram","vocab":[["a",1e999]]}""", "The word 0 is no text of 1 to 64 characters with a number, or is there twice.")]
    [InlineData("model", """{"type":"Unigram","vocab":[["a",0]]}""", "The model has no word for what is unknown.")]
    [InlineData("model", """{"type":"Unigram","vocab":[["a",0]],"unk_id":1}""", "The model has no word for what is unknown.")]
    [InlineData("model", """{"type":"Unigram","vocab":[["a",0]],"unk_id":0,"byte_fallback":true}""", "The model's byte_fallback is not known here.")]
    [InlineData("model", """{"type":"Unigram","vocab":[["a",0]],"unk_id":0}""", "The last step of the pre-tokenizer, and no other, must be Metaspace.")]
    [InlineData("model.type", "\"WordPiece\"", "The model is neither a BPE nor a Unigram with a vocabulary.")]
    [InlineData("model.vocab", "[]", "The model is neither a BPE nor a Unigram with a vocabulary.")]
    [InlineData("model.unk_token", "\"<unk>\"", "The model's unk_token is not known here.")]
    [InlineData("model.dropout", "0.1", "The model's dropout is not known here.")]
    [InlineData("model.byte_fallback", "true", "The model's byte_fallback is not known here.")]
    [InlineData("model.vocab.a", "-1", "The word 'a' has an id that is taken or not from 0 to 1048575.")]
    [InlineData("model.vocab.a", "2", "The word 'a' has an id that is taken or not from 0 to 1048575.")]
    [InlineData("model.vocab.a", "1048576", "The word 'a' has an id that is taken or not from 0 to 1048575.")]
    [InlineData("model.vocab", """{"a":0}""", "The vocabulary has no word for the byte 0.")]
    [InlineData("model.merges", """["x y z"]""", "The merge 0 is not of two words whose union is a word, or is there twice.")]
    [InlineData("model.merges", """["x qq"]""", "The merge 0 is not of two words whose union is a word, or is there twice.")]
    [InlineData("model.merges", """[["t","h"],["t","h"]]""", "The merge 1 is not of two words whose union is a word, or is there twice.")]
    [InlineData("model.merges", """[7]""", "The merge 0 is not of two words whose union is a word, or is there twice.")]
    [InlineData("model.merges", "null", "The model has no list of merges.")]
    [InlineData("added_tokens", """[{"id":3,"content":"<x>"},{"id":4,"content":"<x>"}]""", "The added token '<x>' is empty, too long, or its id is not one or not that of the vocabulary.")]
    [InlineData("added_tokens", """[{"id":3,"content":""}]""", "The added token '' is empty, too long, or its id is not one or not that of the vocabulary.")]
    [InlineData("pre_tokenizer", "null", "There is no pre-tokenizer.")]
    [InlineData("pre_tokenizer", """{"type":"Metaspace"}""", "The last step of the pre-tokenizer, and no other, must be ByteLevel.")]
    [InlineData("pre_tokenizer", """{"type":"Metaspace","prepend_scheme":"first"}""", "The pre-tokenizer 'Metaspace', step 0, is not known here or malformed.")]
    [InlineData("pre_tokenizer", """{"type":"Split","pattern":{"Regex":"("},"behavior":"Isolated"}""", "The pre-tokenizer 'Split', step 0, is not known here or malformed.")]
    [InlineData("pre_tokenizer", """{"type":"Split","pattern":{"Regex":"[a[b]]"},"behavior":"Isolated"}""", "The pre-tokenizer 'Split', step 0, is not known here or malformed.")]
    [InlineData("pre_tokenizer", """{"type":"Digits"}""", "The last step of the pre-tokenizer, and no other, must be ByteLevel.")]
    [InlineData("pre_tokenizer", """{"type":"Sequence","pretokenizers":[{"type":"ByteLevel"},{"type":"Digits"}]}""", "The last step of the pre-tokenizer, and no other, must be ByteLevel.")]
    [InlineData("post_processor", """{"type":"BertProcessing"}""", "The post-processor 'BertProcessing' is not known here.")]
    [InlineData("post_processor", """{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<none>"}}]}""", "The template names a token that is not in the vocabulary.")]
    public void Read_PartThatIsNotKnown_IsRefusedByName(string path, string json, string reason)
    {
        using var folder = new TempFolder();
        folder.Write("tokenizer.json", TokenizerJson.With(path, json));
        Assert.False(Tokenizer.TryOpen(folder.Path, out _, out var refusal));
        Assert.Equal(reason, refusal.Reason);
    }

    [Fact]
    public void Read_ConfigThatWantsAnUnknownToken_IsRefused()
    {
        using var folder = new TempFolder();
        File.Copy(ReferenceFiles.Path("tokens-plain/tokenizer.json"), Path.Combine(folder.Path, "tokenizer.json"));
        folder.Write("tokenizer_config.json", """{"add_bos_token":true,"bos_token":"<none>"}"""u8.ToArray());
        Assert.False(Tokenizer.TryOpen(folder.Path, out _, out var refusal));
        Assert.Equal("tokenizer_config.json: It wants a bos_token that is not in the vocabulary.", refusal.ToString());
    }

    [Fact]
    public void Read_ConfigThatWantsNoTokens_WinsOverTheTemplate()
    {
        using var folder = new TempFolder();
        File.Copy(ReferenceFiles.Path("tokens-plain/tokenizer.json"), Path.Combine(folder.Path, "tokenizer.json"));
        folder.Write("tokenizer_config.json", """{"add_bos_token":false,"add_eos_token":false}"""u8.ToArray());
        Assert.True(Tokenizer.TryOpen(folder.Path, out var tokenizer, out _));
        Assert.True(tokenizer.TryEncode("", out var ids, out _));
        Assert.Empty(ids);
    }

    [Fact]
    public void Read_NoFile_IsRefused()
    {
        using var folder = new TempFolder();
        Assert.False(Tokenizer.TryOpen(folder.Path, out _, out var refusal));
        Assert.Equal("tokenizer.json: The file is not there.", refusal.ToString());
    }

    [Fact]
    public void Read_DamagedFile_OpensOrRefusesAndNeverThrows()
    {
        var whole = File.ReadAllBytes(ReferenceFiles.Path("tokens-deepseek/tokenizer.json"));
        using var folder = new TempFolder();
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var bytes = (byte[])whole.Clone();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(32, 127);
            }

            folder.Write("tokenizer.json", random.Next(8) == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
            if (Tokenizer.TryOpen(folder.Path, out var tokenizer, out var refusal))
            {
                Assert.True(tokenizer.TryEncode("<|User|>: a red balloon 🎈 12\n\n", out _, out _));
            }
            else
            {
                Assert.EndsWith(".", refusal.Reason, StringComparison.Ordinal);
            }
        }
    }
}
