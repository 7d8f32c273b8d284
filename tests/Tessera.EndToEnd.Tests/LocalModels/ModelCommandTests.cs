using System.Diagnostics;
using System.Text.Json.Nodes;
using Tessera.EndToEnd.Tests.CommandLine;
using Tessera.EndToEnd.Tests.Harness;
using Tessera.Inference.Tests.Janus;

namespace Tessera.EndToEnd.Tests.LocalModels;

/// <summary><c>tessera model</c>: what a user brings becomes a model of this machine, or nothing.</summary>
public sealed class ModelCommandTests : Workplace
{
    private const string Id = "deepseek/janus-pro-1b";

    /// <summary>What a pipe holds on Linux.</summary>
    private const int PipeBytes = 64 << 10;

    private string Models => At("data/models");

    [Fact]
    public async Task Add_FolderOfTheMakers_IsAModelUntilItIsRemoved()
    {
        Bring("Janus-Pro-1B");

        var added = await RunAsync("model", "add", "Janus-Pro-1B");

        Assert.Equal(0, added.ExitCode);
        Assert.Contains($"Janus-Pro-1B as {Id}: int8, pictures of 64x64 from 16 tokens", added.Text, StringComparison.Ordinal);
        Assert.Matches(@"memory +[0-9.]+ MiB to draw one picture, [0-9.]+ MiB more for each beside it; this machine has [0-9.]+ GiB", added.Text);
        Assert.Contains("DeepSeek Model License", added.Text, StringComparison.Ordinal);
        Assert.EndsWith($"Added {Id}. Try: tessera generate \"a red balloon\" --model {Id} -o balloon.png\n", added.Text, StringComparison.Ordinal);
        Assert.Contains($"{Id}: 100 % of ", added.Error, StringComparison.Ordinal);

        var drawn = await RunAsync("generate", "a red balloon", "--model", Id, "-o", "balloon.png", "--seed", "7");
        Assert.Equal((0, ""), (drawn.ExitCode, drawn.Error));
        Assert.Equal(64, Png.Read(await File.ReadAllBytesAsync(At("balloon.png"))).Width);

        Assert.Matches($@"ID +PRECISION +PICTURE .*\n{Id} +int8 +64x64 ", (await RunAsync("model", "list")).Text);
        var listed = JsonNode.Parse((await RunAsync("model", "--json")).Text)!.AsArray().Single()!;
        Assert.Equal((Id, "int8", "janus"), ((string)listed["id"]!, (string)listed["precision"]!, (string)listed["family"]!));
        Assert.True((long)listed["memory_bytes"]! > (long)listed["weight_bytes"]!);

        Assert.Equal($"{Id} is removed.\n", (await RunAsync("model", "remove", Id, "--yes")).Text);
        Assert.Empty(Directory.GetFileSystemEntries(Models));
        Assert.StartsWith("There are no models on this machine yet.", (await RunAsync("model")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_TheSameName_NeedsReplaceOrAnotherName()
    {
        Bring("Janus-Pro-1B");
        Assert.Equal(0, (await RunAsync("model", "add", "Janus-Pro-1B")).ExitCode);

        AssertFault(await RunAsync("model", "add", "Janus-Pro-1B", "--precision", "int4"), $"{Id} is there already", "--replace", "--name");
        Assert.Equal(0, (await RunAsync("model", "add", "Janus-Pro-1B", "--precision", "int4", "--replace")).ExitCode);
        Assert.Equal(0, (await RunAsync("model", "add", "Janus-Pro-1B", "--precision", "bf16", "--name", "mine/balloons.v2")).ExitCode);

        var listed = JsonNode.Parse((await RunAsync("model", "list", "--json")).Text)!.AsArray();
        Assert.Equal([(Id, "int4"), ("mine/balloons.v2", "bf16")], listed.Select(model => ((string)model!["id"]!, (string)model["precision"]!)));
    }

    [Theory]
    [InlineData("config.json", "config.json: The file is not there.")]
    [InlineData("tokenizer.json", "tokenizer.json: The file is not there.")]
    [InlineData("model.safetensors", "neither model.safetensors nor pytorch_model.bin")]
    public async Task Add_FileMissing_IsNamed(string file, string sentence)
    {
        File.Delete(Path.Combine(Bring("Janus-Pro-1B"), file));

        AssertFault(await RunAsync("model", "add", "Janus-Pro-1B"), "Janus-Pro-1B cannot be used.", sentence);
        Assert.False(Directory.Exists(Models));
    }

    [Fact]
    public async Task Add_WeightsDamaged_LeavesNothing()
    {
        var weights = Path.Combine(Bring("Janus-Pro-1B"), "model.safetensors");
        var whole = await File.ReadAllBytesAsync(weights);
        await File.WriteAllBytesAsync(weights, whole[..^1]);
        AssertFault(await RunAsync("model", "add", "Janus-Pro-1B"), "model.safetensors: ", "lies outside the file.");

        await File.WriteAllBytesAsync(weights, [.. whole[..^4], .. BitConverter.GetBytes(float.PositiveInfinity)]);
        var infinite = await RunAsync("model", "add", "Janus-Pro-1B");
        Assert.Equal(1, infinite.ExitCode);
        Assert.Matches("tessera: Janus-Pro-1B cannot be used. model.safetensors: 'gen_vision_model[^']+' has a NaN or an infinity at number", infinite.Error);
        Assert.Empty(Directory.GetFileSystemEntries(Models));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("/etc/x")]
    [InlineData("A/x")]
    public async Task Add_NameThatLeadsElsewhere_IsRefused(string name)
    {
        Bring("Janus-Pro-1B");

        AssertFault(await RunAsync("model", "add", "Janus-Pro-1B", "--name", name), $"'{name}' is no name for a model");
        Assert.Equal(["Janus-Pro-1B"], Directory.GetFileSystemEntries(Here).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Add_NoSuchFolderOrPrecision_IsExplained()
    {
        AssertFault(await RunAsync("model", "add", "nowhere"), "There is no folder nowhere.");
        var misused = await RunAsync("model", "add", "nowhere", "--precision", "int2");
        Assert.Equal(2, misused.ExitCode);
        Assert.Contains("int4", misused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_NotThereOrNobodyToAsk_TakesNothing()
    {
        Bring("Janus-Pro-1B");
        Assert.Equal(0, (await RunAsync("model", "add", "Janus-Pro-1B")).ExitCode);

        AssertFault(await RunAsync("model", "remove", "deepseek/janus"), "There is no model 'deepseek/janus' on this machine.");
        AssertFault(await RunAsync("model", "remove", "../data", "--yes"), "There is no model '../data' on this machine.");
        using (var silent = Shell($"exec \"$0\" model remove {Id} </dev/null 2>/dev/null"))
        {
            await silent.WaitForExitAsync().WaitAsync(Patience.Limit);
            Assert.Equal(1, silent.ExitCode);
        }

        using (var answered = Shell($"echo | \"$0\" model remove {Id} 2>/dev/null"))
        {
            await answered.WaitForExitAsync().WaitAsync(Patience.Limit);
            Assert.Equal(1, answered.ExitCode);
        }

        Assert.Contains(Id, (await RunAsync("model")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_KilledInTheMiddle_LeavesNoModelAndTheNextOneIsWhole()
    {
        Bring("Janus-Pro-1B");

        // Its lines of progress go into a pipe that is full: it cannot come to an end before somebody reads.
        using (var made = Process.Start("mkfifo", [At("progress")]))
        {
            await made.WaitForExitAsync();
        }

        await using var pipe = new FileStream(At("progress"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 0);
        await pipe.WriteAsync(new byte[PipeBytes]);
        using var adding = Shell("exec \"$0\" model add Janus-Pro-1B >/dev/null 2>progress");
        await Patience.UntilAsync(() => Task.FromResult(Directory.Exists(Models) && Directory.EnumerateFiles(Models, "model.safetensors", SearchOption.AllDirectories).Any()));

        Assert.StartsWith("tessera: Janus-Pro-1B cannot be used. deepseek/janus-pro-1b: Another model is being added", (await RunAsync("model", "add", "Janus-Pro-1B")).Error.Split('\n')[0], StringComparison.Ordinal);
        adding.Kill();
        await adding.WaitForExitAsync().WaitAsync(Patience.Limit);

        Assert.StartsWith("There are no models on this machine yet.", (await RunAsync("model")).Text, StringComparison.Ordinal);
        Assert.Single(Directory.GetDirectories(Models, ".adding-*"));
        Assert.Equal(0, (await RunAsync("model", "add", "Janus-Pro-1B")).ExitCode);
        Assert.Equal(["deepseek"], Directory.GetFileSystemEntries(Models).Select(Path.GetFileName));
    }

    private string Bring(string name)
    {
        using var made = TinyJanus.Folder(halved: true);
        var folder = Directory.CreateDirectory(At(name)).FullName;
        foreach (var file in Directory.EnumerateFiles(made.Path))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return folder;
    }

    /// <summary>The program, <c>"$0"</c>, as a shell starts it.</summary>
    private Process Shell(string script)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", script, TesseraProcess.Binary]) { WorkingDirectory = Here };
        start.Environment["TESSERA_DATA_DIR"] = At("data");
        return Process.Start(start)!;
    }
}
