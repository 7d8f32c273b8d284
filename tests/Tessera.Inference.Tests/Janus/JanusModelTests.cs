using System.Text;
using Tessera.Inference.Janus;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Tests.Janus;

public sealed class JanusModelTests
{
    private static readonly DrawSettings Greedy = new() { Temperature = 0 };
    private static readonly JanusReference Torch = JanusReference.Read();

    [Theory]
    [InlineData(false, false, 1)]
    [InlineData(true, false, 2)]
    [InlineData(true, true, 3)]
    public void TryDraw_AlwaysTheLikeliest_DrawsTorchsPicture(bool huggingFace, bool halved, int threads)
    {
        using var folder = TinyJanus.Folder(huggingFace, halved);
        using var model = Open(folder, threads);
        var counted = new List<int>();
        Assert.True(model.TryDraw(JanusReference.Prompt, Greedy, counted.Add, out var drawing, out var refusal), refusal?.ToString());
        Assert.Equal(Torch.Tokens, drawing.Tokens);
        Assert.Equal(Enumerable.Range(1, 16), counted);
        Assert.Equal((64, 64, 16), (model.PictureSide, drawing.Picture.Width, model.PictureTokens));
        var worst = 0;
        for (var i = 0; i < 64 * 64; i++)
        {
            for (var channel = 0; channel < 3; channel++)
            {
                worst = Math.Max(worst, Math.Abs(drawing.Picture.Pixels[4 * i + channel] - Torch.Pixels[3 * i + channel]));
            }

            Assert.Equal(255, drawing.Picture.Pixels[4 * i + 3]);
        }

        Assert.InRange(worst, 0, 1);
    }

    [Fact]
    public void TryDraw_SameSeed_SameTokensWhateverTheThreads()
    {
        using var folder = TinyJanus.Folder();
        using var alone = Open(folder, 1);
        using var team = Open(folder, 3);
        Assert.Equal(Tokens(alone, 7), Tokens(team, 7));
        Assert.Equal(Tokens(alone, 7), Tokens(alone, 7));
        Assert.NotEqual(Tokens(alone, 7), Tokens(alone, 8));

        static int[] Tokens(JanusModel model, ulong seed)
        {
            Assert.True(model.TryDraw("a blue car", new DrawSettings { Seed = seed, Guidance = 2 }, null, out var drawing, out _));
            return drawing.Tokens;
        }
    }

    [Fact]
    public void TryDraw_EightBits_DrawsAPictureOfTheSameSize()
    {
        using var folder = TinyJanus.Folder();
        Assert.True(JanusModel.TryOpen(folder.Path, Precision.Int8, 2, out var model, out _));
        using (model)
        {
            Assert.True(model.TryDraw(JanusReference.Prompt, Greedy, null, out var drawing, out _));
            Assert.All(drawing.Tokens, token => Assert.InRange(token, 0, 96));
        }
    }

    [Fact]
    public void TryDraw_TwoCallersAtOnce_EachGetsItsOwnPicture()
    {
        using var folder = TinyJanus.Folder();
        using var model = Open(folder, 2);
        var drawn = new int[4][];
        Parallel.For(0, drawn.Length, i =>
        {
            Assert.True(model.TryDraw("a fish", new DrawSettings { Seed = (ulong)(i / 2) }, null, out var drawing, out _));
            drawn[i] = drawing.Tokens;
        });
        Assert.Equal(drawn[0], drawn[1]);
        Assert.Equal(drawn[2], drawn[3]);
        Assert.NotEqual(drawn[0], drawn[2]);
    }

    [Fact]
    public void TryDraw_Stopped_StopsBeforeTheNextToken()
    {
        using var folder = TinyJanus.Folder();
        using var model = Open(folder, 2);
        using var stop = new CancellationTokenSource();
        var drawn = 0;
        Assert.Throws<OperationCanceledException>(() => model.TryDraw("a fish", Greedy, count =>
        {
            drawn = count;
            if (count == 5)
            {
                stop.Cancel();
            }
        }, out _, out _, stop.Token));
        Assert.Equal(5, drawn);
        Assert.True(model.TryDraw(JanusReference.Prompt, Greedy, null, out var after, out _, CancellationToken.None));
        Assert.Equal(Torch.Tokens, after.Tokens);
    }

    [Theory]
    [InlineData(" \n", "prompt: There is nothing to draw in an empty prompt.")]
    [InlineData("<begin_of_image>", "prompt: There is nothing to draw in an empty prompt.")]
    public void TryDraw_NothingToDraw_IsRefused(string text, string reason)
    {
        using var folder = TinyJanus.Folder();
        using var model = Open(folder, 1);
        Assert.False(model.TryDraw(text, Greedy, null, out _, out var refusal));
        Assert.Equal(reason, refusal.ToString());
    }

    [Fact]
    public void TryDraw_LongPrompt_IsRefusedWithItsLength()
    {
        using var folder = TinyJanus.Folder();
        using var model = Open(folder, 1);
        Assert.False(model.TryDraw(new string('7', 200), Greedy, null, out _, out var refusal));
        Assert.StartsWith("The prompt has 2", refusal.Reason, StringComparison.Ordinal);
        Assert.EndsWith(" tokens; the model takes 112.", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void TryDraw_AfterDispose_Throws()
    {
        using var folder = TinyJanus.Folder();
        var model = Open(folder, 2);
        model.Dispose();
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.TryDraw("a", Greedy, null, out _, out _));
    }

    [Theory]
    [InlineData("language_model.model.layers.1.mlp.up_proj.weight")]
    [InlineData("gen_head.vision_head.bias")]
    [InlineData("gen_vision_model.quantize.embedding.weight")]
    [InlineData("gen_vision_model.decoder.mid.1.q.weight")]
    [InlineData("gen_vision_model.decoder.conv_in.bias")]
    public void TryOpen_TensorMissing_IsRefusedByName(string name)
    {
        using var folder = TinyJanus.Folder(without: name.Equals);
        Assert.False(JanusModel.TryOpen(folder.Path, Precision.Stored, 1, out _, out var refusal));
        Assert.Contains($"'{name}' ", refusal.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"intermediate_size\":96", "\"intermediate_size\":95", RefusedAt.Tensor,
        "model.safetensors: 'language_model.model.layers.0.mlp.gate_proj.weight' has the shape [96, 64] where the model needs [95, 64].")]
    [InlineData("\"num_hidden_layers\":2", "\"num_hidden_layers\":3", RefusedAt.Tensor, "weights: 'language_model.model.layers.2.input_layernorm.weight' is missing.")]
    [InlineData("\"num_hidden_layers\":2", "\"num_hidden_layers\":0", RefusedAt.Configuration, "config.json: num_hidden_layers is not a whole number from 1 to 1024.")]
    public void TryOpen_ConfigOfAnotherModel_IsRefused(string from, string to, RefusedAt step, string reason)
    {
        using var folder = TinyJanus.Folder();
        folder.Write("config.json", Encoding.UTF8.GetBytes(TinyJanus.DeepSeekConfig.Replace(from, to, StringComparison.Ordinal)));
        Assert.False(JanusModel.TryOpen(folder.Path, Precision.Stored, 1, out _, out var refusal));
        Assert.Equal((step, reason), (refusal.Step, refusal.ToString()));
    }

    private static JanusModel Open(TempFolder folder, int threads)
    {
        Assert.True(JanusModel.TryOpen(folder.Path, Precision.Stored, threads, out var model, out var refusal), refusal?.ToString());
        return model;
    }
}
