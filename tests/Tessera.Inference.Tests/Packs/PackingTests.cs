using Tessera.Inference.Engine;
using Tessera.Inference.Kernels;
using Tessera.Inference.Packs;
using Tessera.Inference.Tests.Janus;
using Tessera.Inference.Tests.LlamaGen;

namespace Tessera.Inference.Tests.Packs;

public sealed class PackingTests : IDisposable
{
    private const string Id = "local/tiny";
    private readonly TempFolder _models = new();

    private string Place => PackFolder.Of(_models.Path, Id);

    [Theory]
    [InlineData(Precision.Stored, false)]
    [InlineData(Precision.Int8, false)]
    [InlineData(Precision.Int8, true)]
    [InlineData(Precision.Int4, true)]
    public async Task Write_AnyPrecision_DrawsWhatTheFolderDrawsInThatPrecision(Precision precision, bool huggingFace)
    {
        using var source = TinyJanus.Folder(huggingFace, halved: true);
        Assert.Null(Write(source.Path, precision));
        Assert.Equal(await TokensAsync(source.Path, precision), await TokensAsync(Place, Precision.Stored));
        Assert.True(PackCard.TryRead(Place, out var card, out var refusal), refusal?.ToString());
        Assert.Equal((Id, "janus", precision, 16, true, false), (card.Id, card.Family, card.Precision, card.Grid.Tokens, card.CanEdit, card.TakesReferences));
        Assert.InRange(card.MemoryBytes, card.WeightBytes + card.PictureBytes, long.MaxValue);
        Assert.InRange(new FileInfo(Path.Combine(Place, "model.safetensors")).Length - card.WeightBytes, 1, 100_000);
    }

    [Fact]
    public async Task Write_LlamaGensCheckpoints_BecomeOnePack()
    {
        using var source = TinyLlamaGen.Folder();
        Assert.Null(Write(source.Path, Precision.Int8));
        Assert.True(PackCard.TryRead(Place, out var card, out _));
        Assert.Equal("llamagen", card.Family);
        Assert.Equal(await TokensAsync(source.Path, Precision.Int8, "7"), await TokensAsync(Place, Precision.Stored, "7"));
    }

    [Fact]
    public void Write_FullNumbers_AreHalvedWhereTheyAreMultiplied()
    {
        using var whole = TinyJanus.Folder(halved: false);
        using var half = TinyJanus.Folder(halved: true);
        Assert.True(Packing.TryPlan(whole.Path, Id, Precision.Stored, out var first, out _));
        Assert.True(Packing.TryPlan(half.Path, Id, Precision.Int8, out var second, out _));
        using (first)
        using (second)
        {
            Assert.InRange(second.Bytes, 1, first.Bytes - 1);
        }

        // The tiny model's numbers are all bf16: nothing is lost.
        Assert.Null(Write(whole.Path, Precision.Stored));
    }

    [Fact]
    public void Write_Twice_GivesTheSameBytes()
    {
        using var source = TinyJanus.Folder();
        Assert.Null(Write(source.Path, Precision.Int4));
        var first = Directory.GetFiles(Place).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        Assert.Null(Write(source.Path, Precision.Int4));
        Assert.Equal(first, Directory.GetFiles(Place).Order(StringComparer.Ordinal).Select(File.ReadAllBytes));
        Assert.Equal(["model.json", "config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"], Directory.GetFiles(Place).Select(Path.GetFileName).Order(StringComparer.Ordinal).OrderBy(name => name != "model.json"));
    }

    [Fact]
    public void Write_NanAmongTheWeights_IsRefusedByNameAndLeavesNothing()
    {
        using var source = TinyJanus.Folder();
        var file = Path.Combine(source.Path, "model.safetensors");
        var bytes = File.ReadAllBytes(file);
        BitConverter.GetBytes(float.NaN).CopyTo(bytes, bytes.Length - 4);
        File.WriteAllBytes(file, bytes);
        var refusal = Write(source.Path, Precision.Int8);
        Assert.Matches("^model.safetensors: 'gen_vision_model[^']+' has a NaN or an infinity at number", refusal?.ToString());
        Assert.Empty(Directory.GetFileSystemEntries(_models.Path));
    }

    [Fact]
    public void Write_BrokenOff_LeavesNothingAndTheNextOneClearsAwayWhatAKillLeft()
    {
        using var source = TinyJanus.Folder();
        using var stop = new CancellationTokenSource();
        Assert.True(Packing.TryPlan(source.Path, Id, Precision.Int8, out var packing, out _));
        using (packing)
        {
            Assert.ThrowsAny<OperationCanceledException>(() => packing.Write(_models.Path, true, _ => stop.Cancel(), stop.Token));
        }

        Assert.Empty(Directory.GetFileSystemEntries(_models.Path));

        var killed = Directory.CreateDirectory(Path.Combine(_models.Path, ".adding-0123")).FullName;
        File.WriteAllText(Path.Combine(killed, "model.safetensors"), "half");
        Assert.Empty(PackFolder.List(_models.Path));
        Assert.Null(Write(source.Path, Precision.Int8));
        Assert.Equal([Id], PackFolder.List(_models.Path).Select(found => found.Id));
        Assert.False(Directory.Exists(killed));
    }

    [Fact]
    public void Write_WhileAnotherIsUnderWay_IsRefusedAndLeavesThatOneAlone()
    {
        using var source = TinyJanus.Folder();
        Packing.TryPlan(source.Path, Id, Precision.Int8, out var first, out _);
        Packing.TryPlan(source.Path, "local/other", Precision.Int8, out var second, out _);
        using (first)
        using (second)
        {
            Inference.Weights.Refusal? refusal = null;
            Assert.Null(first!.Write(_models.Path, false, _ => refusal ??= second!.Write(_models.Path, false, _ => { }, default), default));
            Assert.Equal("local/other: Another model is being added at this moment; wait until it is there.", refusal?.ToString());
            Assert.Null(second!.Write(_models.Path, false, _ => { }, default));
            Assert.Equal("local/tiny: It is there already.", first.Write(_models.Path, false, _ => { }, default)?.ToString());
        }

        Assert.Equal(["local/other", Id], PackFolder.List(_models.Path).Where(found => found.Refusal is null).Select(found => found.Id));
        Assert.Equal(["local"], Directory.GetFileSystemEntries(_models.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Write_AfterAKillBetweenTheTwoMovesOfAReplacement_PutsTheOldOneBack()
    {
        using var source = TinyJanus.Folder();
        Assert.Null(Write(source.Path, Precision.Int8));
        Directory.Move(Place, Path.Combine(_models.Path, ".adding-0123-replaced"));
        Assert.Empty(PackFolder.List(_models.Path));
        Assert.True(Packing.TryPlan(source.Path, "local/other", Precision.Int8, out var packing, out _));
        using (packing)
        {
            Assert.Null(packing.Write(_models.Path, false, _ => { }, default));
        }

        Assert.Equal(["local/other", Id], PackFolder.List(_models.Path).Where(found => found.Refusal is null).Select(found => found.Id));
    }

    [Theory]
    [InlineData(Precision.Int8)]
    [InlineData(Precision.Stored)]
    public void Write_APackFromElsewhere_TakesItOverToTheByte(Precision precision)
    {
        using var source = TinyJanus.Folder(halved: true);
        Assert.Null(Write(source.Path, precision));
        using var elsewhere = new TempFolder();
        Assert.True(Packing.TryPlan(Place, null, precision == Precision.Stored ? precision : null, out var packing, out var refusal), refusal?.ToString());
        using (packing)
        {
            Assert.Equal(Id, packing.Card.Id);
            Assert.Null(packing.Write(elsewhere.Path, false, _ => { }, default));
            Assert.Equal(File.ReadAllBytes(Path.Combine(Place, "model.safetensors")), File.ReadAllBytes(Path.Combine(PackFolder.Of(elsewhere.Path, packing.Card.Id), "model.safetensors")));
        }
    }

    [Fact]
    public void TryPlan_RoundedWeights_AreNotRoundedAgain()
    {
        using var source = TinyJanus.Folder();
        Assert.Null(Write(source.Path, Precision.Int8));
        Assert.False(Packing.TryPlan(Place, null, Precision.Int4, out _, out var refusal));
        Assert.Equal("local/tiny: Its weights are Int8 already; convert the original folder for another precision.", refusal.ToString());
        File.Delete(Path.Combine(Place, PackCard.FileName));
        Assert.False(Packing.TryPlan(Place, null, null, out _, out refusal));
        Assert.Equal("model.json: It is not there.", refusal.ToString());
    }

    [Fact]
    public void List_DamagedOnes_SayWhyAndTheOthersAreThere()
    {
        using var source = TinyJanus.Folder();
        Assert.Null(Write(source.Path, Precision.Int8));
        Directory.CreateDirectory(PackFolder.Of(_models.Path, "local/empty"));
        foreach (var name in (string[])["moved", "cut", "gone"])
        {
            var place = Directory.CreateDirectory(PackFolder.Of(_models.Path, "local/" + name)).FullName;
            File.WriteAllText(Path.Combine(place, PackCard.FileName), File.ReadAllText(Path.Combine(Place, PackCard.FileName)).Replace(Id, name == "moved" ? Id : "local/" + name, StringComparison.Ordinal));
        }

        File.WriteAllText(Path.Combine(PackFolder.Of(_models.Path, "local/cut"), "model.safetensors"), "short");
        var found = PackFolder.List(_models.Path).ToDictionary(one => one.Id, one => one.Refusal?.ToString());
        Assert.Equal(5, found.Count);
        Assert.Null(found[Id]);
        Assert.Equal("model.json: It is not there.", found["local/empty"]);
        Assert.Equal("model.json: It says that the model is local/tiny; a model lies in the folder of its name.", found["local/moved"]);
        Assert.StartsWith("model.safetensors: It has 5 bytes where ", found["local/cut"], StringComparison.Ordinal);
        Assert.Equal("model.safetensors: The file is not there.", found["local/gone"]);
    }

    [Fact]
    public async Task Write_OverOneThatIsOpen_LeavesItToWhoDrawsWithIt()
    {
        using var source = TinyJanus.Folder();
        Assert.Null(Write(source.Path, Precision.Int8));
        Assert.True(PictureEngine.TryOpen(Place, new EngineOptions { Threads = 1 }, out var open, out _));
        using (open)
        {
            Assert.Null(Write(source.Path, Precision.Int4));
            Assert.NotEmpty(await TokensAsync(open, "a fish"));
            PackFolder.Remove(_models.Path, Id);
            Assert.NotEmpty(await TokensAsync(open, "a fish"));
        }

        Assert.Empty(PackFolder.List(_models.Path));
    }

    [Fact]
    public void TryOpen_DamagedPack_IsRefusedOrDrawsAndNeverThrows()
    {
        using var source = TinyJanus.Folder();
        Assert.Null(Write(source.Path, Precision.Int8));
        var file = Path.Combine(Place, "model.safetensors");
        var whole = File.ReadAllBytes(file);
        var refused = 0;
        for (var round = 0; round < 100; round++)
        {
            var chance = new Random(round);
            var damaged = (byte[])whole.Clone();

            // Where names, types, shapes and places are.
            damaged.AsSpan(chance.Next(20_000), chance.Next(1, 4)).Fill((byte)chance.Next(256));
            File.WriteAllBytes(file, round % 10 == 0 ? damaged[..chance.Next(damaged.Length)] : damaged);
            if (PictureEngine.TryOpen(Place, new EngineOptions { Threads = 1 }, out var engine, out var refusal))
            {
                engine.Dispose();
            }
            else
            {
                Assert.EndsWith(".", refusal.Reason, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.InRange(refused, 60, 100);
    }

    public void Dispose() => _models.Dispose();

    private Inference.Weights.Refusal? Write(string source, Precision precision)
    {
        Assert.True(Packing.TryPlan(source, Id, precision, out var packing, out var refusal), refusal?.ToString());
        using (packing)
        {
            var written = 0L;
            var wrong = packing.Write(_models.Path, true, bytes => written += bytes, default);
            Assert.True(wrong is not null || written == packing.Bytes, $"{written} of {packing.Bytes}");
            return wrong;
        }
    }

    private static async Task<int[]> TokensAsync(string folder, Precision precision, string prompt = "a fish")
    {
        Assert.True(PictureEngine.TryOpen(folder, new EngineOptions { Threads = 1, Precision = precision }, out var engine, out var refusal), refusal?.ToString());
        using (engine)
        {
            return await TokensAsync(engine, prompt);
        }
    }

    private static async Task<int[]> TokensAsync(PictureEngine engine, string prompt)
    {
        await foreach (var happened in engine.DrawAsync(new DrawOrder { Prompt = prompt, Width = 64, Height = 64, Seed = 3 }))
        {
            if (happened is DrawEvent.Finished finished)
            {
                return finished.Tokens;
            }
        }

        return [];
    }
}
