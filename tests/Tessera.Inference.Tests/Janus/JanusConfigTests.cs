using System.Text;
using Tessera.Inference.Decoding;
using Tessera.Inference.Janus;
using Tessera.Inference.Vision;

namespace Tessera.Inference.Tests.Janus;

public sealed class JanusConfigTests
{
    [Fact]
    public void Read_EitherLayout_GivesTheSameModel()
    {
        Assert.Equal(Config(TinyJanus.DeepSeekConfig), Config(TinyJanus.HuggingFaceConfig));
        Assert.Equal(new JanusConfig(new DecoderShape(2, 64, 96, 4, 2, 128, 1e-6f), 10_000, 512, 97, 8, 4, new VisionConfig(64, 16, 4, 1e-6f)), Config(TinyJanus.DeepSeekConfig));
    }

    [Fact]
    public void Read_FieldsLeftOut_HaveLlamasDefaults() => Assert.Equal(
        new JanusConfig(new DecoderShape(30, 4096, 11_008, 32, 32, 16_384, 1e-6f), 10_000, 102_400, 16_384, 8, 24, new VisionConfig(384, 16, null, 1e-6f)),
        Config("""{"language_config":{"num_hidden_layers":30,"vocab_size":102400,"max_position_embeddings":16384},"gen_vision_config":{},"vision_config":{}}"""));

    [Theory]
    [InlineData("{}", "It has neither language_config nor text_config; the folder is not of a Janus model.")]
    [InlineData("[]", "It has neither language_config nor text_config; the folder is not of a Janus model.")]
    [InlineData(""" "hidden_size":-1 """, "hidden_size is not a whole number from 1 to 65536.")]
    [InlineData(""" "hidden_size":99999999 """, "hidden_size is not a whole number from 1 to 65536.")]
    [InlineData(""" "rms_norm_eps":0 """, "rms_norm_eps is not a number above zero.")]
    [InlineData(""" "hidden_act":"relu" """, "hidden_act is '\"relu\"', which is not known here.")]
    [InlineData(""" "attention_bias":true """, "attention_bias is 'true', which is not known here.")]
    [InlineData(""" "rope_scaling":{"type":"linear"} """, "rope_scaling is '{\"type\":\"linear\"}', which is not known here.")]
    [InlineData(""" "num_attention_heads":7 """, "A width of 4096 does not divide into 7 heads of an even size.")]
    [InlineData(""" "num_key_value_heads":5 """, "32 query heads cannot share 5 heads of keys.")]
    [InlineData(""" "max_position_embeddings":1000000 """, "1000000 positions of 32 heads with 128 numbers are more than 4194304.")]
    [InlineData(""" "max_position_embeddings":576 """, "A picture of 24 by 24 tokens does not fit into 576 positions.")]
    public void Read_WhatTheEngineDoesNotDo_IsRefused(string field, string reason)
    {
        using var folder = new TempFolder();
        var json = field[0] == ' ' ? "{\"text_config\":{" + field + "},\"vq_config\":{},\"vision_config\":{}}" : field;
        folder.Write("config.json", Encoding.UTF8.GetBytes(json));
        Assert.Equal("config.json: " + reason, JanusConfig.Read(folder.Path, out _)?.ToString());
    }

    private static JanusConfig Config(string json)
    {
        using var folder = new TempFolder();
        folder.Write("config.json", Encoding.UTF8.GetBytes(json));
        Assert.Null(JanusConfig.Read(folder.Path, out var config));
        return config!;
    }
}
