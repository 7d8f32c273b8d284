using System.Text;
using Tessera.EndToEnd.Tests.Harness;
using Tessera.EndToEnd.Tests.Sandbox;

namespace Tessera.EndToEnd.Tests.Refusals;

/// <summary>Pictures, masks and fields of a multipart form that cannot be taken.</summary>
public sealed class FormTests(SandboxGateway sandbox) : IClassFixture<SandboxGateway>
{
    private const string Invalid = "invalid_request_error";
    private const string User = "image_generation_user_error";
    private static readonly byte[] Picture = Png.Plain(16, 16);

    [Theory]
    [InlineData("n", "abc", "invalid_type")]
    [InlineData("n", "2.5", "invalid_type")]
    [InlineData("n", "", "invalid_type")]
    [InlineData("n", "11", "integer_above_max_value")]
    [InlineData("stream", "yes", "invalid_type")]
    [InlineData("size", "9x9", "invalid_value")]
    [InlineData("banana", "1", "unknown_parameter")]
    public async Task Field_OfAForm_IsParsedAndRefused(string name, string value, string code) =>
        await RefusedAsync(Edit((name, value)).File("image", Picture), 400, null, code, name);

    [Fact]
    public async Task Picture_CalledImages_IsToldItsName() => await RefusedAsync(Edit().File("images", Picture), 400, Invalid, "invalid_value", "images");

    [Fact]
    public async Task Picture_Missing_IsTold() => await RefusedAsync(Edit(), 400, Invalid, "missing_required_parameter", "image");

    [Theory]
    [InlineData("application/octet-stream")]
    [InlineData("application/pdf")]
    [InlineData("text/plain")]
    [InlineData("image/gif")]
    public async Task Picture_OfAWrongDeclaredType_IsRefused(string type) =>
        await RefusedAsync(Edit().File("image", Picture, type), 400, Invalid, "unsupported_file_mimetype", "image");

    [Fact]
    public async Task Picture_SecondOfAWrongType_IsNamedByItsPlace() =>
        await RefusedAsync(Edit().File("image[]", Picture).File("image[]", Picture, "application/octet-stream"), 400, Invalid, "unsupported_file_mimetype", "image[1]");

    [Theory]
    [InlineData("image/png")]
    [InlineData(null)]
    public async Task Picture_ThatIsATextFile_IsRefused(string? type) =>
        await RefusedAsync(Edit().File("image", "Dear sir or madam"u8.ToArray(), type, "letter.txt"), 400, User, "invalid_image_file", null);

    [Fact]
    public async Task Picture_Empty_IsRefused() => await RefusedAsync(Edit().File("image", []), 400, User, "invalid_image_file", null);

    [Fact]
    public async Task Picture_CutInTheMiddle_IsRefused()
    {
        var whole = (await sandbox.DrawAsync("""{"model":"tessera/sketch","prompt":"a tree","size":"64x64"}""")).Picture();

        await RefusedAsync(Edit().File("image", whole[..(whole.Length / 2)]), 400, User, "invalid_image_file", null);
    }

    [Fact]
    public async Task Picture_ThatClaimsToBeEnormous_IsRefusedUndecoded()
    {
        var bomb = Png.Plain(16, 16);
        // Width and height of the header: 60,000 pixels each, 14 GB when unpacked.
        (bomb[18], bomb[19], bomb[22], bomb[23]) = (0xEA, 0x60, 0xEA, 0x60);

        await RefusedAsync(Edit().File("image", bomb), 400, User, "invalid_image_file", null);
    }

    [Fact]
    public async Task Picture_AboveFiftyMegabytes_IsRefused() =>
        await RefusedAsync(Edit().File("image", Png.Huge(53_000_000)), 400, Invalid, "file_too_large", "image");

    [Fact]
    public async Task Pictures_Seventeen_AreTooMany()
    {
        var form = Edit();
        for (var i = 0; i < 17; i++)
        {
            form.File("image[]", Picture);
        }

        await RefusedAsync(form, 400, Invalid, "array_above_max_length", "image");
    }

    [Fact]
    public async Task Pictures_SeventeenInJson_AreTooMany()
    {
        var pictures = string.Join(',', Enumerable.Repeat($$"""{"image_url":"data:image/png;base64,{{Convert.ToBase64String(Picture)}}"}""", 17));

        var reply = (await sandbox.Gateway.PostAsync("/v1/images/edits", sandbox.Gateway.TestKey, $$"""{"model":"gpt-image-2","prompt":"a","images":[{{pictures}}]}""")).Expect(400);

        Assert.Equal("array_above_max_length", (string?)reply.Error["code"]);
    }

    [Fact]
    public async Task Mask_OfAnotherSize_IsRefusedWithBothSizes()
    {
        var reply = await RefusedAsync(Edit().File("image", Picture).File("mask", Png.Mask(16, 17, (_, _) => true)), 400, User, "invalid_mask_image_format", null);

        Assert.Contains("16x17", (string)reply.Error["message"]!, StringComparison.Ordinal);
        Assert.Contains("16x16", (string)reply.Error["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mask_WithoutAlpha_IsRefused() =>
        await RefusedAsync(Edit().File("image", Picture).File("mask", Png.Plain(16, 16)), 400, User, "invalid_mask_image_format", null);

    [Fact]
    public async Task Mask_ThatIsNoPicture_IsRefused() =>
        await RefusedAsync(Edit().File("image", Picture).File("mask", [1, 2, 3]), 400, User, "invalid_image_file", null);

    [Fact]
    public async Task Form_Torn_IsToldToSendAgain()
    {
        using var content = Edit().File("image", Picture).Torn();

        var reply = (await sandbox.Gateway.PostAsync("/v1/images/edits", sandbox.Gateway.TestKey, content)).Expect(400);

        Assert.Equal("invalid_form", (string?)reply.Error["code"]);
        Assert.Empty(sandbox.Gateway.UploadsLeft);
    }

    [Fact]
    public async Task Form_WithoutBoundary_IsTold()
    {
        using var content = new ByteArrayContent("x"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data");

        (await sandbox.Gateway.PostAsync("/v1/images/edits", sandbox.Gateway.TestKey, content)).Expect(400);
    }

    [Fact]
    public async Task Form_OfAHundredParts_IsRefused()
    {
        var form = Edit();
        for (var i = 0; i < 100; i++)
        {
            form.Part("Content-Disposition: form-data; name=\"user\"", "u"u8.ToArray());
        }

        await RefusedAsync(form, 400, Invalid, "invalid_form", null);
    }

    [Fact]
    public async Task Form_PartOfTwoMegabytesOfText_IsTooLarge() =>
        await RefusedAsync(Edit(("user", Encoding.ASCII.GetString(new byte[2_000_000]))).File("image", Picture), 413, Invalid, "request_too_large", "user");

    [Fact]
    public async Task Variation_OfTwoPictures_IsRefused()
    {
        using var content = Form.Of(("model", "dall-e-2")).File("image", Picture).File("image", Picture).Content();

        (await sandbox.Gateway.PostAsync("/v1/images/variations", sandbox.Gateway.TestKey, content)).Expect(400);
    }

    private static Form Edit(params (string Name, string Value)[] more) => Form.Of([("model", "gpt-image-2"), ("prompt", "make it blue"), .. more]);

    private async Task<Reply> RefusedAsync(Form form, int status, string? type, string code, string? param)
    {
        using var content = form.Content();
        var reply = (await sandbox.Gateway.PostAsync("/v1/images/edits", sandbox.Gateway.TestKey, content)).Expect(status);

        Assert.Equal((code, param), ((string?)reply.Error["code"], (string?)reply.Error["param"]));
        Assert.Equal(type ?? (string?)reply.Error["type"], (string?)reply.Error["type"]);
        Assert.Empty(sandbox.Gateway.UploadsLeft);
        return reply;
    }
}
