using System.Text.Json.Nodes;
using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.CommandLine;

public sealed class GenerateTests : Workplace
{
    private const string Prompt = "a red balloon on a wooden table";

    [Fact]
    public async Task Generate_NoServer_WritesAPictureOfTheAskedSize()
    {
        var ended = await RunAsync("generate", Prompt, "-o", "balloon.png", "--model", "gpt-image-1", "--size", "1536x1024", "--quality", "low");

        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        var picture = Png.Read(await File.ReadAllBytesAsync(At("balloon.png")));
        Assert.Equal((1536, 1024), (picture.Width, picture.Height));
        Assert.Contains("balloon.png  1536x1024", ended.Text, StringComparison.Ordinal);
        // 400 tokens of picture and 11 of prompt, at 40 and 5 USD a million.
        Assert.Matches(@"in place of openai/gpt-image-1, free \(simulated cost 0\.016\d+ USD\), gen_", ended.Text);
        Assert.Equal(["balloon.png", "data"], Directory.GetFileSystemEntries(Here).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Generate_SameSeedTwice_WritesTheSameBytes()
    {
        await RunAsync("generate", Prompt, "-o", "one.png", "--seed", "7", "--size", "256x256");
        await RunAsync("generate", Prompt, "-o", "two.png", "--seed", "7", "--size", "256x256");
        await RunAsync("generate", Prompt, "-o", "three.png", "--seed", "8", "--size", "256x256");

        Assert.Equal(await File.ReadAllBytesAsync(At("one.png")), await File.ReadAllBytesAsync(At("two.png")));
        Assert.NotEqual(await File.ReadAllBytesAsync(At("one.png")), await File.ReadAllBytesAsync(At("three.png")));
    }

    [Fact]
    public async Task Generate_FileIsThere_IsLeftAloneUnlessForced()
    {
        await File.WriteAllTextAsync(At("mine.png"), "mine");

        AssertFault(await RunAsync("generate", Prompt, "-o", "mine.png", "--size", "256x256"), "mine.png is there already", "--force");
        Assert.Equal("mine", await File.ReadAllTextAsync(At("mine.png")));

        Assert.Equal(0, (await RunAsync("generate", Prompt, "-o", "mine.png", "--size", "256x256", "--force")).ExitCode);
        Assert.Equal(256, Png.Read(await File.ReadAllBytesAsync(At("mine.png"))).Width);
    }

    [Fact]
    public async Task Generate_Several_NumbersTheFiles()
    {
        var ended = await RunAsync("generate", Prompt, "-o", "b.png", "--n", "2", "--size", "256x256");

        Assert.Equal(0, ended.ExitCode);
        Assert.NotEqual(await File.ReadAllBytesAsync(At("b-1.png")), await File.ReadAllBytesAsync(At("b-2.png")));
        Assert.False(File.Exists(At("b.png")));
    }

    [Fact]
    public async Task Generate_ToStdout_WritesThePictureAloneThere()
    {
        var ended = await RunAsync("generate", Prompt, "-o", "-", "--size", "256x256");

        Assert.Equal((256, 256), (Png.Read(ended.Output).Width, Png.Read(ended.Output).Height));
        Assert.Contains("stdout  256x256", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_ImageAndMask_RedrawsInsideTheMaskAlone()
    {
        await File.WriteAllBytesAsync(At("photo.png"), Png.Plain(256, 256));
        await File.WriteAllBytesAsync(At("mask.png"), Png.Mask(256, 256, (x, _) => x >= 128));

        var ended = await RunAsync("generate", "a yellow sun", "-o", "edited.png", "--image", "photo.png", "--mask", "mask.png", "--size", "256x256");

        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        var (before, after) = (Png.Read(Png.Plain(256, 256)), Png.Read(await File.ReadAllBytesAsync(At("edited.png"))));
        Assert.True(before[5, 5].SequenceEqual(after[5, 5]));
        Assert.False(before.Rgba.AsSpan().SequenceEqual(after.Rgba));
    }

    [Fact]
    public async Task Generate_UnknownWord_IsTold()
    {
        var ended = await RunAsync("generate", "a zorblax on a table", "-o", "z.png", "--size", "256x256");

        Assert.Contains("ignored prompt: zorblax", ended.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt-image-1", "3x3", "'3x3'")]
    [InlineData("gpt-image-99", "auto", "'gpt-image-99' does not exist")]
    public async Task Generate_Refused_PrintsTheGatewaysSentence(string model, string size, string sentence)
    {
        AssertFault(await RunAsync("generate", Prompt, "-o", "x.png", "--model", model, "--size", size), sentence);
        Assert.False(File.Exists(At("x.png")));
    }

    [Fact]
    public async Task Generate_LiveWithoutARoute_SaysWhoWouldServeIt() =>
        AssertFault(await RunAsync("generate", Prompt, "-o", "x.png", "--model", "gpt-image-2", "--live"), "OPENAI_API_KEY");

    [Fact]
    public async Task Generate_Live_CallsTheProviderAndAsksForNoPartials()
    {
        await using var openAi = await Upstream.StartAsync(Say.Body(Document.Events(Png.Plain(1024, 1024), partials: 0), Say.EventStream));
        var environment = new Dictionary<string, string> { ["OPENAI_API_KEY"] = Upstream.OpenAiKey, ["OPENAI_BASE_URL"] = openAi.BaseAddress.AbsoluteUri };

        var ended = await TesseraProcess.RunAsync(Here, environment, "generate", Prompt, "-o", "x.png", "--model", "gpt-image-2", "--live");

        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.Equal(Png.Plain(1024, 1024), await File.ReadAllBytesAsync(At("x.png")));
        Assert.Contains("openai/gpt-image-2 through openai", ended.Text, StringComparison.Ordinal);
        Assert.False(Assert.Single(openAi.Seen).Json.ContainsKey("partial_images"));
    }

    [Fact]
    public async Task Generate_RunningGateway_IsCalledWithItsKey()
    {
        var (server, greeting, address) = await ServeAsync();
        await using var running = server;
        var environment = new Dictionary<string, string> { ["TESSERA_URL"] = $"{address}v1", ["TESSERA_API_KEY"] = Word(greeting, "test") };

        var drawn = await TesseraProcess.RunAsync(Here, environment, "generate", Prompt, "-o", "r.png", "--size", "256x256");
        var stranger = await TesseraProcess.RunAsync(Here, environment, "generate", Prompt, "-o", "s.png", "--key", "tsr_test_wrong");

        Assert.Equal((0, ""), (drawn.ExitCode, drawn.Error));
        Assert.Equal(256, Png.Read(await File.ReadAllBytesAsync(At("r.png"))).Width);
        AssertFault(stranger, "not an API key of this gateway");
    }

    [Fact]
    public async Task Generate_BesideARunningGateway_SharesItsStore()
    {
        var (server, greeting, address) = await ServeAsync();
        await using var running = server;

        var ended = await RunAsync("generate", Prompt, "-o", "x.png", "--size", "256x256");

        var id = ended.Text[ended.Text.IndexOf("gen_", StringComparison.Ordinal)..].Split('\n')[0];
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Word(greeting, "admin"));
        var kept = JsonNode.Parse(await http.GetStringAsync($"/v1/images/{id}"))!["data"]![0]!["b64_json"]!.GetValue<string>();
        Assert.Equal(await File.ReadAllBytesAsync(At("x.png")), Convert.FromBase64String(kept));
    }

    [Theory]
    [InlineData("-o", "x.bmp", "'.bmp' is not a picture format")]
    [InlineData("-o", "nowhere/x.png", "There is no directory")]
    [InlineData("--url", "gateway", "'gateway' is not the address of a gateway")]
    [InlineData("--url", "http://127.0.0.1:8080", "asks for a key")]
    [InlineData("--image", "missing.png", "The picture missing.png cannot be read")]
    public async Task Generate_CannotBegin_SaysWhatToDo(string option, string value, string sentence)
    {
        string[] arguments = option == "-o" ? [] : ["-o", "x.png"];

        AssertFault(await RunAsync(["generate", Prompt, option, value, .. arguments]), sentence);
    }

    [Fact]
    public async Task Generate_NobodyAtTheAddress_SaysHowToStartOne()
    {
        var gone = await Upstream.GoneAsync();

        AssertFault(await RunAsync("generate", Prompt, "-o", "x.png", "--url", gone.AbsoluteUri, "--key", "tsr_test_x"), "Nothing answers at", "tessera serve");
    }
}
