using System.Text;
using Tessera.Inference.Kernels;
using Tessera.Inference.Families;
using Tessera.Inference.Packs;
using Tessera.Inference.Tests.Janus;
using Tessera.Inference.Tests.Reference;
using Tessera.Inference.Tests.Weights;
using Tessera.Inference.Tokens;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Tests.Packs;

/// <summary>Folders of which one file is damaged either open or are refused with a sentence, whatever it is.</summary>
public sealed class FolderFuzzTests
{
    // A model of the tiny folder takes under 4 MiB, its tables for at most 2^22 positions some 64.
    private const long AllocatedBytesMax = 128 * 1024 * 1024;

    [Theory]
    [InlineData("tokens-deepseek")]
    [InlineData("tokens-plain")]
    public void Tokenizer_DamagedFile_OpensOrIsRefused(string name)
    {
        var whole = File.ReadAllBytes(ReferenceFiles.Path(name + "/tokenizer.json"));
        using var folder = new TempFolder();
        var (opened, refused) = Run(1_500, 1, random => folder.Write("tokenizer.json", Damage.Json(whole, random)), () =>
        {
            if (!Tokenizer.TryOpen(folder.Path, out var tokenizer, out var refusal))
            {
                return refusal;
            }

            _ = tokenizer.TryEncode("A red balloon, 3 für 12 €\n", out _, out refusal);
            return refusal;
        });
        Assert.True(opened > 20 && refused > 50, $"{opened} opened, {refused} refused");
    }

    [Theory]
    [InlineData(TinyJanus.DeepSeekConfig, false)]
    [InlineData(TinyJanus.HuggingFaceConfig, true)]
    public void Model_DamagedConfiguration_OpensOrIsRefused(string config, bool huggingFace)
    {
        using var folder = TinyJanus.Folder(huggingFace);
        using var team = new Team(1);
        var (opened, refused) = Run(1_000, 2, random => folder.Write("config.json", Damage.Json(Encoding.UTF8.GetBytes(config), random)), () =>
        {
            if (ModelFolder.TryOpen(folder.Path, Precision.Stored, team, out var model, out var refusal))
            {
                model.Dispose();
            }

            return refusal;
        });
        Assert.True(opened > 50 && refused > 50, $"{opened} opened, {refused} refused");
    }

    [Fact]
    public void Pack_DamagedHeader_OpensOrIsRefused()
    {
        using var source = TinyJanus.Folder(halved: true);
        using var models = new TempFolder();
        var place = Pack(source.Path, models.Path);
        var whole = File.ReadAllBytes(Path.Combine(place, "model.safetensors"));
        using var team = new Team(1);
        var (opened, refused) = Run(300, 3, random => File.WriteAllBytes(Path.Combine(place, "model.safetensors"), Damage.Header(whole, random)), () =>
        {
            if (ModelFolder.TryOpen(place, Precision.Stored, team, out var model, out var refusal))
            {
                model.Dispose();
            }

            return refusal;
        });
        Assert.True(opened > 0 && refused > 200, $"{opened} opened, {refused} refused");
    }

    [Fact]
    public void Card_Damaged_IsReadOrRefusedAndSafeToShow()
    {
        using var source = TinyJanus.Folder();
        using var models = new TempFolder();
        var place = Pack(source.Path, models.Path);
        var whole = File.ReadAllBytes(Path.Combine(place, PackCard.FileName));
        var (read, refused) = Run(2_000, 4, random => File.WriteAllBytes(Path.Combine(place, PackCard.FileName), Damage.Json(whole, random)), () =>
        {
            var (_, card, refusal) = Assert.Single(PackFolder.List(models.Path));
            Assert.True(card is null != refusal is null);
            if (card is not null)
            {
                Assert.Equal("local/tiny", card.Id);
                Assert.DoesNotContain(card.Name + card.Creator + card.Licence, char.IsControl);
                Assert.True(Enum.IsDefined(card.Precision) && card.Grid.Width > 0 && card.Grid.Tokens > 0);
            }

            return refusal;
        });
        Assert.True(read > 100 && refused > 200, $"{read} read, {refused} refused");
    }

    private static string Pack(string source, string models)
    {
        Assert.True(Packing.TryPlan(source, "local/tiny", Precision.Int8, out var packing, out var refusal), refusal?.ToString());
        using (packing)
        {
            Assert.Null(packing.Write(models, false, _ => { }, default));
        }

        return PackFolder.Of(models, "local/tiny");
    }

    private static (int Opened, int Refused) Run(int rounds, int seed, Action<Random> write, Func<Refusal?> open)
    {
        var (opened, refused) = (0, 0);
        for (var round = 0; round < rounds; round++)
        {
            write(new Random(seed * 1_000_000 + round));
            var before = GC.GetAllocatedBytesForCurrentThread();
            if (open() is { } refusal)
            {
                Assert.True(refusal.Reason.EndsWith('.') && refusal.Reason.Length < 600 && !refusal.Reason.Any(char.IsControl), $"Round {round}: {refusal}");
                refused++;
            }
            else
            {
                opened++;
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < AllocatedBytesMax, $"Round {round} allocated {allocated} bytes.");
        }

        return (opened, refused);
    }
}
