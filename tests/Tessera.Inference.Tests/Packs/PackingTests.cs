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
            Assert.ThrowsAny<OperationCanceledException>(() => packing.Write(_models.Path, _ => stop.Cancel(), stop.Token));
        }

        Assert.Empty(Directory.GetFileSystemEntries(_models.Path));

        // No process has this number: Linux gives at most four million.
        var killed = Directory.CreateDirectory(Path.Combine(_models.Path, ".adding-999999999")).FullName;
        File.WriteAllText(Path.Combine(killed, "model.safetensors"), "half");
        Assert.Empty(PackFolder.List(_models.Path));
        Assert.Null(Write(source.Path, Precision.Int8));
        Assert.Equal([Id], PackFolder.List(_models.Path).Select(found => found.Id));
        Assert.False(Directory.Exists(killed));
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
            var wrong = packing.Write(_models.Path, bytes => written += bytes, default);
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
