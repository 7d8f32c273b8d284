using System.Text;
using Tessera.Inference.Kernels;
using Tessera.Inference.Families;
using Tessera.Inference.Tests.Reference;
using Tessera.Inference.Tests.Weights;

namespace Tessera.Inference.Tests.LlamaGen;

public sealed class LlamaGenFolderTests
{
    [Theory]
    [InlineData("c2i_B_256.pt", """{"heads": 4}""", 16)]
    [InlineData("c2i_XL_384.pt", """{"heads": 4}""", 24)]
    [InlineData("t2i_XL_stage2_512.pt", """{"heads": 4}""", 32)]
    [InlineData("c2i_B_256.pt", """{"heads": 4, "image_size": 64}""", 4)]
    [InlineData("mine.pt", """{"heads": 4, "image_size": 64}""", 4)]
    public void Open_ACheckpoint_HasTheSizeOfItsSettingsOrItsName(string name, string settings, int side)
    {
        using var folder = TinyLlamaGen.Folder(settings, name: name);
        using var team = new Team(1);
        Assert.True(ModelFolder.TryOpen(folder.Path, Precision.Stored, team, out var model, out var refusal), refusal?.ToString());
        using (model)
        {
            Assert.Equal(new PictureGrid(side, side, 16), model.Grid);
        }
    }

    [Theory]
    [InlineData("mine.pt", """{"heads": 4}""", "llamagen.json: Nothing says how large its pictures are; write llamagen.json beside it, as in {\"image_size\": 256}, with 256, 384 or 512.")]
    [InlineData("c2i_B_256.pt", "{}", "llamagen.json: A model of 2 blocks of width 64 is none of the published ones; write llamagen.json beside it with its number of heads, as in {\"heads\": 16}.")]
    [InlineData("c2i_B_256.pt", """{"heads": 3}""", "llamagen.json: A width of 64 with keys of 32 does not divide into 3 heads.")]
    [InlineData("c2i_B_256.pt", """{"heads": 1}""", "llamagen.json: A width of 64 with keys of 32 does not divide into 1 heads.")]
    [InlineData("c2i_B_256.pt", """{"heads": 32}""", "llamagen.json: A width of 64 with keys of 32 does not divide into 32 heads.")]
    [InlineData("c2i_B_256.pt", """{"heads": 4, "image_size": 100}""", "llamagen.json: Pictures of 100 pixels do not divide into tokens of 16.")]
    [InlineData("c2i_B_256.pt", """{"heads": -4}""", "llamagen.json: heads is not a whole number from 1 to 1024.")]
    [InlineData("c2i_B_256.pt", """{"heads":""", "llamagen.json: The JSON is malformed, too deep, or has a key twice.")]
    public void Open_WhatNobodySaysOrDoesNotFit_IsRefusedWithWhatToWrite(string name, string settings, string reason)
    {
        using var folder = TinyLlamaGen.Folder(settings, name: name);
        Assert.Equal(reason, Refused(folder.Path));
    }

    [Fact]
    public void Open_WithoutOnePart_SaysWhichIsMissing()
    {
        using var folder = TinyLlamaGen.Folder();
        File.Delete(Path.Combine(folder.Path, "vq_ds16.pt"));
        Assert.Equal("*.pt: None of the folder's checkpoints has quantize.embedding.weight; the picture tokenizer (vq_ds16_….pt) is missing.", Refused(folder.Path));
        folder.Write("vq_ds16.pt", TinyLlamaGen.Vq());
        File.Delete(Path.Combine(folder.Path, "tiny.pt"));
        Assert.Equal("*.pt: None of the folder's checkpoints has tok_embeddings.weight; the model itself is missing.", Refused(folder.Path));
    }

    [Fact]
    public void Open_TwoOfOnePart_IsRefused()
    {
        using var folder = TinyLlamaGen.Folder();
        folder.Write("vq_other.pt", TinyLlamaGen.Vq());
        Assert.Equal("vq_other.pt: The folder has 'vq_ds16.pt' for the same part; keep one of them.", Refused(folder.Path));
    }

    [Fact]
    public void Open_ATensorIsNotThere_SaysWhich()
    {
        using var folder = TinyLlamaGen.Folder();
        folder.Write("tiny.pt", SafetensorsFile.Of(("tok_embeddings.weight", [97, 64], new float[97 * 64])));
        Assert.Equal("weights: 'gpt.layers.0.feed_forward.w1.weight' is missing, or is no matrix of at most 65536 rows.", Refused(folder.Path));
    }

    [Fact]
    public void Open_FusedMatrixWithoutRoomForKeys_IsRefused()
    {
        using var folder = TinyLlamaGen.Folder();
        folder.Write("tiny.pt", SafetensorsFile.Of(("tok_embeddings.weight", [2, 4], new float[8]), ("layers.0.attention.wqkv.weight", [4, 4], new float[16])));
        Assert.Equal("tiny.pt: 'layers.0.attention.wqkv.weight' has the shape [4, 4], which has no room for queries, keys and values.", Refused(folder.Path));
    }

    [Fact]
    public void Open_CutCheckpoints_AreRefusedAndNeverThrow()
    {
        var whole = File.ReadAllBytes(ReferenceFiles.Path("llamagen-c2i.pt"));
        using var folder = TinyLlamaGen.Folder();
        for (var length = 1; length < whole.Length; length += 4999)
        {
            folder.Write("tiny.pt", whole[..length]);
            Assert.NotEmpty(Refused(folder.Path));
        }
    }

    [Fact]
    public void Open_AFolderOfAnotherFamily_IsNotTakenForOne()
    {
        using var folder = new TempFolder();
        folder.Write("config.json", Encoding.UTF8.GetBytes("{}"));
        Assert.Equal("config.json: It has neither language_config nor text_config; the folder is not of a Janus model.", Refused(folder.Path));
    }

    private static string Refused(string folder)
    {
        using var team = new Team(1);
        Assert.False(ModelFolder.TryOpen(folder, Precision.Stored, team, out _, out var refusal));
        return refusal.ToString();
    }
}
