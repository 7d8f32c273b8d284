using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.LocalModels;

public sealed class EditTests(LocalGateway local) : IClassFixture<LocalGateway>
{
    private const string Edits = "/v1/images/edits";

    [Theory]
    [InlineData(64, 64)]
    [InlineData(200, 120)]
    public async Task Edit_WithMask_LeavesEveryPixelOutsideAsItWas(int width, int height)
    {
        var original = Png.Noise(width, height);
        var mask = Png.Mask(width, height, IsOpen);

        var edited = (await SendAsync(Edits, Ask().File("image", original).File("mask", mask))).Expect(200);

        var (before, after) = (Png.Read(original), Png.Read(edited.Picture()));
        Assert.Equal((width, height), (after.Width, after.Height));
        var changed = 0;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (!IsOpen(x, y))
                {
                    Assert.True(before[x, y].SequenceEqual(after[x, y]), $"pixel {x},{y} lies outside the mask and has changed");
                }
                else if (!before[x, y].SequenceEqual(after[x, y]))
                {
                    changed++;
                }
            }
        }

        Assert.True(changed > 100, $"{changed} pixels inside the mask have changed");
        Assert.Contains("mask;mapped=", edited["x-tessera-adjusted"], StringComparison.Ordinal);
        Assert.Equal(("engine", "0"), (edited["x-tessera-provider"], edited["x-tessera-cost"]));

        static bool IsOpen(int x, int y) => x is >= 20 and < 50 && y is >= 10 and < 40;
    }

    [Fact]
    public async Task Edit_WithoutMask_KeepsTheSize_AndSaysWhatItDid()
    {
        var reply = (await SendAsync(Edits, Ask(("seed", "5")).File("image", Png.Plain(96, 80)))).Expect(200);

        Assert.Equal((96, 80), (Png.Read(reply.Picture()).Width, Png.Read(reply.Picture()).Height));
        Assert.Contains("in the likeness", reply["x-tessera-adjusted"], StringComparison.Ordinal);
        Assert.Equal("edit", (await local.Gateway.RecordAsync(reply.GenerationId)).Operation);
        Assert.Equal(0, (int)reply.Json["usage"]!["input_tokens_details"]!["image_tokens"]!);
    }

    [Fact]
    public async Task Edit_InEvents_HasPartialPictures()
    {
        var reply = (await SendAsync(Edits, Ask(("stream", "true"), ("partial_images", "2")).File("image", Png.Plain(64, 64)).File("mask", Png.Mask(64, 64, (x, _) => x < 32)))).Expect(200);

        Assert.Equal("image_edit.completed", reply.Events[^1].Name);
        Assert.All(reply.Events.SkipLast(1), said => Assert.Equal("image_edit.partial_image", said.Name));
    }

    [Theory]
    [InlineData("jpeg")]
    [InlineData("webp")]
    public async Task Edit_OfAnotherFormat_IsDecoded(string format)
    {
        var picture = (await local.DrawAsync($"\"output_format\":\"{format}\"")).Expect(200).Picture();

        var reply = (await SendAsync(Edits, Ask().File("image", picture, $"image/{format}", $"a.{format}"))).Expect(200);

        Assert.Equal(64, Png.Read(reply.Picture()).Width);
    }

    [Fact]
    public async Task Variation_KeepsTheSize_AndDiffers()
    {
        using var form = Form.Of(("model", TinyModel.Id), ("n", "2")).File("image", Png.Noise(100, 100)).Content();

        var reply = (await local.Gateway.PostAsync("/v1/images/variations", local.Gateway.LiveKey, form)).Expect(200);

        Assert.NotEqual(reply.Picture(0), reply.Picture(1));
        Assert.Equal((100, 100), (Png.Read(reply.Picture(1)).Width, Png.Read(reply.Picture(1)).Height));
        Assert.Equal(("vary", "0"), ((await local.Gateway.RecordAsync(reply.GenerationId)).Operation, reply["x-tessera-cost"]));
    }

    [Fact]
    public async Task Edit_MaskOfAnotherSize_IsRefused()
    {
        var reply = (await SendAsync(Edits, Ask().File("image", Png.Plain(64, 64)).File("mask", Png.Mask(32, 32, (_, _) => true)))).Expect(400);

        Assert.Equal("invalid_mask_image_format", (string?)reply.Error["code"]);
    }

    [Fact]
    public async Task Edit_OfSeveralPictures_IsRefused()
    {
        var reply = (await SendAsync(Edits, Ask().File("image[]", Png.Plain(64, 64)).File("image[]", Png.Plain(64, 64)))).Expect(400);

        Assert.Equal("array_above_max_length", (string?)reply.Error["code"]);
    }

    [Fact]
    public async Task Edit_OfAPictureThatIsNone_IsRefused()
    {
        var broken = Png.Plain(64, 64)[..60];

        var reply = (await SendAsync(Edits, Ask().File("image", broken))).Expect(400);

        Assert.Equal("invalid_image_file", (string?)reply.Error["code"]);
    }

    private static Form Ask(params (string Name, string Value)[] more) => Form.Of([("model", TinyModel.Id), ("prompt", "a red balloon"), .. more]);

    private async Task<Reply> SendAsync(string path, Form form)
    {
        using var content = form.Content();
        return await local.Gateway.PostAsync(path, local.Gateway.LiveKey, content);
    }
}
