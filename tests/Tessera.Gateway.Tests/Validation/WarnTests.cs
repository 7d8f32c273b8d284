using Tessera.Gateway.Calls;
using Tessera.Gateway.Tests.Calls;
using Tessera.Gateway.Validation;

namespace Tessera.Gateway.Tests.Validation;

/// <summary>Clients of a lenient dialect: what a model does not take is left out of the call, and said.</summary>
public sealed class WarnTests
{
    [Theory]
    [InlineData("\"colour\":\"red\"", "colour")]
    [InlineData("\"style\":\"vivid\"", "style")]
    [InlineData("\"n\":11", "n")]
    [InlineData("\"size\":\"bogus\"", "size")]
    [InlineData("\"quality\":7", "quality")]
    [InlineData("\"stream\":\"yes\"", "stream")]
    [InlineData("\"background\":\"transparent\"", "background")]
    [InlineData("\"output_compression\":50", "output_compression")]
    [InlineData("\"partial_images\":2", "partial_images")]
    public void Parameter_ThatTheModelRefuses_IsDroppedAndReported(string parameter, string field)
    {
        var call = Taken(Ask.Body("gpt-image-2", parameter));
        var adjustment = Assert.Single(call.Adjustments);
        Assert.Equal((field, AdjustmentKind.Dropped), (adjustment.Field, adjustment.Kind));
        Assert.Equal(Ask.Visible(Taken(Ask.Body("gpt-image-2"))), Ask.Visible(call));
    }

    [Fact]
    public void Background_ThatJpegHasNot_IsGoneFromTheCall()
    {
        var call = Taken(Ask.Body("gpt-image-1", "\"background\":\"transparent\",\"output_format\":\"jpeg\""));
        Assert.Equal((null, "jpeg"), (call.Background, call.OutputFormat));
    }

    [Fact]
    public void Stream_OfAModelThatHasNone_IsGoneFromTheCall() => Assert.False(Taken(Ask.Body("dall-e-3", "\"stream\":true")).Stream);

    [Fact]
    public void Mask_WithoutPicture_IsGoneFromTheCall()
    {
        var request = new ImageRequest
        {
            Operation = Operation.Generate,
            Strictness = Strictness.Warn,
            Fields = Ask.Json(Ask.Body("gpt-image-1")).Fields,
            Mask = Ask.Png(withAlpha: true),
        };
        var call = Ask.Taken(request);
        Assert.Null(call.Mask);
        Assert.Equal("mask", Assert.Single(call.Adjustments).Field);
    }

    [Theory]
    [InlineData("""{"model":"nope","prompt":"a"}""", "model")]
    [InlineData("""{"model":"gpt-image-1"}""", "prompt")]
    [InlineData("""{"model":"gpt-image-1","prompt":""}""", "prompt")]
    public void ModelAndPrompt_AreNeverLeftOut(string body, string field) =>
        Assert.Equal(field, Ask.Refused(Ask.Json(body, strictness: Strictness.Warn)).Param);

    [Theory]
    [InlineData("gpt-image-1", "url", false, "Url", "Mapped")]
    [InlineData("gpt-image-1", "b64_json", false, "Base64", "Dropped")]
    [InlineData("gpt-image-1", "url", true, "Base64", "Dropped")]
    [InlineData("gpt-image-1", "b64_json", true, "Base64", null)]
    [InlineData("dall-e-3", "url", false, "Url", null)]
    [InlineData("dall-e-3", "b64_json", false, "Base64", null)]
    [InlineData("dall-e-3", null, false, "Url", null)]
    [InlineData("gpt-image-1", null, false, "Base64", null)]
    public void ResponseFormat_OfAStrictClient_IsHonouredAndReported(string model, string? asked, bool stream, string delivery, string? adjusted)
    {
        var rest = string.Join(',', new[] { asked is null ? null : $"\"response_format\":\"{asked}\"", stream ? "\"stream\":true" : null }.OfType<string>());
        var call = Ask.Taken(Ask.Body(model, rest));
        Assert.Equal(delivery, call.Delivery.ToString());
        Assert.Equal(adjusted is null ? [] : [("response_format", adjusted)], call.Adjustments.Select(adjustment => (adjustment.Field, adjustment.Kind.ToString())));
    }

    private static ImageCall Taken(string body)
    {
        Assert.False(ImageValidation.Check(Ask.Json(body, strictness: Strictness.Warn), Ask.Catalogue).Failed(out var error, out var call), error?.Message);
        return call!;
    }
}
