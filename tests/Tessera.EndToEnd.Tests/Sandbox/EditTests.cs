using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.Sandbox;

public sealed class EditTests(SandboxGateway sandbox) : IClassFixture<SandboxGateway>
{
    private const string Path = "/v1/images/edits";

    [Theory]
    [InlineData("image", 1)]
    [InlineData("image[]", 1)]
    [InlineData("image[]", 4)]
    [InlineData("image", 3)]
    [InlineData("image[]", 16)]
    public async Task Edit_FormWithPictures_DrawsOne(string name, int count)
    {
        var form = Form.Of(("model", "tessera/sketch"), ("prompt", "make it blue"), ("size", "64x64"), ("n", "1"));
        for (var i = 0; i < count; i++)
        {
            form.File(name, Png.Plain(64, 64, green: (byte)i));
        }

        var reply = await EditAsync(form);

        Assert.Equal(64, Png.Read(reply.Picture()).Width);
        Assert.Equal("edit", (await sandbox.Gateway.RecordAsync(reply.GenerationId)).Operation);
    }

    [Fact]
    public async Task Edit_WithMask_LeavesEveryPixelOutsideAsItWas()
    {
        var original = (await sandbox.DrawAsync("""{"model":"tessera/sketch","prompt":"a house on a hill","size":"160x160"}""")).Picture();
        var mask = Png.Mask(160, 160, IsOpen);

        var edited = await EditAsync(Form.Of(("model", "tessera/sketch"), ("prompt", "a red sun"), ("size", "160x160")).File("image", original).File("mask", mask));

        var (before, after) = (Png.Read(original), Png.Read(edited.Picture()));
        var changed = 0;
        for (var y = 0; y < 160; y++)
        {
            for (var x = 0; x < 160; x++)
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

        static bool IsOpen(int x, int y) => x is >= 40 and < 120 && y is >= 30 and < 90;
    }

    [Fact]
    public async Task Edit_OfOneSquarePicture_CountsItsInputTokens()
    {
        var reply = await EditAsync(Form.Of(("model", "gpt-image-1"), ("prompt", "a red balloon"), ("size", "1024x1024"), ("quality", "low")).File("image", Png.Plain(1024, 1024)));

        Assert.Equal(194, (int)reply.Json["usage"]!["input_tokens_details"]!["image_tokens"]!);
        Assert.Equal(272, (int)reply.Json["usage"]!["output_tokens"]!);
    }

    [Fact]
    public async Task Edit_JsonWithDataUrls_DrawsAsTheFormDoes()
    {
        var picture = Png.Plain(64, 64);
        var json = $$"""
            {"model":"tessera/sketch","prompt":"make it blue","size":"64x64",
             "images":[{"image_url":"data:image/png;base64,{{Convert.ToBase64String(picture)}}"}],"mask":null}
            """;

        var fromJson = (await sandbox.Gateway.PostAsync(Path, sandbox.Gateway.TestKey, json)).Expect(200);

        var fromForm = await EditAsync(Form.Of(("model", "tessera/sketch"), ("prompt", "make it blue"), ("size", "64x64")).File("image", picture));
        Assert.Equal(fromForm.Picture(), fromJson.Picture());
    }

    [Fact]
    public async Task Edit_JsonWithMask_LeavesTheRest()
    {
        var picture = Png.Plain(64, 64);
        var mask = Png.Mask(64, 64, (x, _) => x < 32);
        var json = $$"""
            {"mask":{"image_url":"data:image/png;base64,{{Convert.ToBase64String(mask)}}"},"model":"tessera/sketch","prompt":"a blue sea","size":"64x64",
             "images":[{"image_url":"data:image/png;base64,{{Convert.ToBase64String(picture)}}"}]}
            """;

        var edited = Png.Read((await sandbox.Gateway.PostAsync(Path, sandbox.Gateway.TestKey, json)).Expect(200).Picture());

        Assert.Equal([200, 60, 40, 255], edited[63, 63].ToArray());
        Assert.NotEqual([200, 60, 40, 255], edited[5, 60].ToArray());
    }

    [Theory]
    [InlineData("jpeg")]
    [InlineData("webp")]
    public async Task Edit_OfAnotherFormat_IsDecoded(string format)
    {
        var picture = (await sandbox.DrawAsync($$"""{"model":"tessera/sketch","prompt":"a tree","size":"96x96","output_format":"{{format}}"}""")).Picture();

        var reply = await EditAsync(Form.Of(("model", "tessera/sketch"), ("prompt", "make it blue"), ("size", "96x96")).File("image", picture, $"image/{format}", $"a.{format}"));

        Assert.Equal(96, Png.Read(reply.Picture()).Width);
    }

    /// <summary>As recorded from the .NET client: a name without quotes, a path as file name, no type of the part.</summary>
    [Fact]
    public async Task Edit_PartsAsTheDotNetClientWritesThem_AreTaken()
    {
        var form = new Form()
            .Part("Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name=model", "tessera/sketch"u8.ToArray())
            .Part("Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name=prompt", "make it blue"u8.ToArray())
            .Part("Content-Disposition: form-data; name=size", "64x64"u8.ToArray())
            .Part("Content-Disposition: form-data; name=image; filename=\"Assets/x.png\"; filename*=utf-8''Assets%2fx.png", Png.Plain(64, 64));

        await EditAsync(form);
    }

    [Fact]
    public async Task Edit_Ended_LeavesNoUploadBehind()
    {
        await EditAsync(Form.Of(("model", "tessera/sketch"), ("prompt", "make it blue"), ("size", "64x64")).File("image", Png.Huge(300_000)));

        Assert.Empty(sandbox.Gateway.UploadsLeft);
    }

    [Fact]
    public async Task Edit_MoreThanKestrelTakesByDefault_IsTaken()
    {
        var form = Form.Of(("model", "tessera/sketch"), ("prompt", "make it blue"), ("size", "64x64"));
        for (var i = 0; i < 3; i++)
        {
            form.File("image[]", Png.Huge(11_000_000, seed: i));
        }

        await EditAsync(form);
    }

    private async Task<Reply> EditAsync(Form form)
    {
        using var content = form.Content();
        return (await sandbox.Gateway.PostAsync(Path, sandbox.Gateway.TestKey, content)).Expect(200);
    }
}
