using Tessera.EndToEnd.Tests.Harness;
using Tessera.Inference.Kernels;
using Tessera.Inference.Packs;
using Tessera.Inference.Tests.Vision;

namespace Tessera.EndToEnd.Tests.LocalModels;

/// <summary>A model that was trained to look at a picture while it draws another, as Janus-4o was.</summary>
public sealed class ReferenceTests
{
    private const string Id = "freedomintelligence/janus-4o-tiny";

    [Fact]
    public async Task Edit_ByInstruction_LooksAtThePicture_AndAMaskStillKeepsTheRest()
    {
        await using var gateway = await RunningGateway.StartAsync(prepare: Install);
        var first = await EditAsync(gateway, Ask().File("image", Png.Noise(64, 64)));
        var other = await EditAsync(gateway, Ask().File("image", Png.Plain(64, 64)));

        Assert.NotEqual(first.Picture(), other.Picture());
        Assert.DoesNotContain("cannot look at pictures", first["x-tessera-adjusted"] ?? "", StringComparison.Ordinal);
        Assert.Equal(("engine", "0"), (first["x-tessera-provider"], first["x-tessera-cost"]));

        var (before, mask) = (Png.Noise(64, 64), Png.Mask(64, 64, (x, _) => x >= 32));
        var after = Png.Read((await EditAsync(gateway, Ask().File("image", before).File("mask", mask))).Picture());
        var kept = Png.Read(before);
        for (var i = 0; i < 64 * 32; i++)
        {
            Assert.True(kept[i % 32, i / 32].SequenceEqual(after[i % 32, i / 32]), $"pixel {i % 32},{i / 32} lies outside the mask and has changed");
        }
    }

    private static void Install(string data)
    {
        using var model = new SeeingJanus();
        Assert.True(Packing.TryPlan(model.Path, Id, Precision.Int8, out var packing, out var refusal), refusal?.ToString());
        using (packing)
        {
            Assert.Null(packing.Write(PackFolder.In(data), isReplacing: false, _ => { }, CancellationToken.None));
        }
    }

    private static Form Ask() => Form.Of(("model", Id), ("prompt", "make it blue"), ("seed", "4"));

    private static async Task<Reply> EditAsync(RunningGateway gateway, Form form)
    {
        using var content = form.Content();
        return (await gateway.PostAsync("/v1/images/edits", gateway.LiveKey, content)).Expect(200);
    }
}
