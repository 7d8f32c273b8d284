using Tessera.Gateway.Calls;
using Tessera.Gateway.Tests.Calls;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Tests.Validation;

/// <summary>Whether the pictures of an edit will do.</summary>
public sealed class PictureTests
{
    private static readonly string Body = Ask.Body("gpt-image-1");

    [Fact]
    public void Edit_WithoutPicture_IsRefused() =>
        AssertRefused(Ask.Edit(Body, []), CallerError.InvalidRequest, "missing_required_parameter", "images");

    [Fact]
    public void Edit_With16Pictures_IsTaken_With17Refused()
    {
        Assert.Equal(16, Ask.Taken(Ask.Edit(Body, Pngs(16))).Images.Count);
        AssertRefused(Ask.Edit(Body, Pngs(17)), CallerError.InvalidRequest, "array_above_max_length", "images");
    }

    [Fact]
    public void DallE2_WithTwoPictures_IsRefused() =>
        AssertRefused(Ask.Edit(Ask.Body("dall-e-2"), Pngs(2)), CallerError.InvalidRequest, "array_above_max_length", "images");

    [Fact]
    public void Variation_OfTwoPictures_IsRefused() =>
        AssertRefused(Ask.Form(Operation.Vary, Pngs(2), ("model", "gpt-image-1")), CallerError.InvalidRequest, "array_above_max_length", "image");

    [Theory]
    [InlineData("application/octet-stream")]
    [InlineData("image/gif")]
    [InlineData("text/plain")]
    public void Picture_DeclaredAsSomethingElse_IsRefused(string type) => AssertRefused(
        Ask.Edit(Body, [Ask.Upload(Ask.PngBytes(8, 8, false), "image[0]", type)]), CallerError.InvalidRequest, "unsupported_file_mimetype", "image[0]");

    [Theory]
    [InlineData(null)]
    [InlineData("image/png")]
    [InlineData("image/jpg")]
    [InlineData("IMAGE/JPEG")]
    public void Picture_WithoutATypeOrWithOneOfThree_IsLookedAt(string? type) =>
        Ask.Taken(Ask.Edit(Body, [Ask.Upload(Ask.PngBytes(8, 8, false), declaredType: type)]));

    [Fact]
    public void Text_AsPicture_IsRefusedWithItsNumber()
    {
        var error = Ask.Refused(Ask.Edit(Body, [Ask.Png(), Ask.Upload("not a picture"u8.ToArray(), "image[1]")]));
        Assert.Equal((CallerError.ImageUserError, "invalid_image_file", null), (error.Type, error.Code, error.Param));
        Assert.Contains("image 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_AsPicture_IsRefused() => AssertRefused(Ask.Edit(Body, [Ask.Upload([])]), CallerError.ImageUserError, "invalid_image_file", null);

    [Fact]
    public void Picture_LargerThanAPictureMayBe_IsRefused()
    {
        var upload = Ask.Upload(Ask.PngBytes(64, 64, false), limits: UploadLimits.Default with { PictureBytesMax = 100 });
        AssertRefused(Ask.Edit(Body, [upload]), CallerError.InvalidRequest, "file_too_large", "image");
    }

    [Fact]
    public void Mask_ThatFits_IsTaken() => Assert.NotNull(Ask.Taken(Ask.Edit(Body, [Ask.Png()], Ask.Png(withAlpha: true, name: "mask"))).Mask);

    [Fact]
    public void Mask_WithoutAlpha_IsRefused() => AssertMask(Ask.Png(name: "mask"), "alpha");

    [Fact]
    public void Mask_OfAnotherSize_IsRefused() => AssertMask(Ask.Png(8, 9, withAlpha: true, name: "mask"), "8x9 does not match image size 8x8");

    [Theory]
    [InlineData("Generate")]
    [InlineData("Vary")]
    public void Mask_WithNothingToMask_IsRefusedByName(string word)
    {
        var operation = Enum.Parse<Operation>(word);
        var request = new ImageRequest
        {
            Operation = operation,
            Fields = Ask.Json(Body).Fields,
            Images = operation == Operation.Generate ? [] : [Ask.Png()],
            Mask = Ask.Png(withAlpha: true, name: "mask"),
        };
        AssertRefused(request, CallerError.InvalidRequest, "unknown_parameter", "mask");
    }

    [Fact]
    public void PictureError_OfTheReader_WaitsForModelAndPrompt()
    {
        static ImageRequest With(string body) => new()
        {
            Operation = Operation.Edit,
            Fields = Ask.Json(body).Fields,
            PictureError = CallerError.Invalid("empty_array", "images", "None."),
        };
        Assert.Equal("prompt", Ask.Refused(With("""{"model":"gpt-image-1"}""")).Param);
        Assert.Equal("empty_array", Ask.Refused(With(Body)).Code);
    }

    private static List<InputPicture> Pngs(int count) => [.. Enumerable.Range(0, count).Select(i => Ask.Png(name: $"images[{i}]"))];

    private static void AssertMask(Upload mask, string fragment)
    {
        var error = Ask.Refused(Ask.Edit(Body, [Ask.Png()], mask));
        Assert.Equal((CallerError.ImageUserError, "invalid_mask_image_format", null), (error.Type, error.Code, error.Param));
        Assert.Contains(fragment, error.Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(ImageRequest request, string type, string code, string? param)
    {
        var error = Ask.Refused(request);
        Assert.Equal((400, type, code, param), (error.Status, error.Type, error.Code, error.Param));
    }
}
