using Tessera.Gateway.Calls;
using Tessera.Gateway.Tests.Calls;

namespace Tessera.Gateway.Tests.Validation;

/// <summary>The measured table of OpenAI's images API, section 9.2 of its specification, row by row.</summary>
public sealed class RefusalTests
{
    private const string User = CallerError.ImageUserError;
    private const string Invalid = CallerError.InvalidRequest;

    [Theory]
    [InlineData("""{"prompt":"a"}""", Invalid, "missing_required_parameter", "model")]
    [InlineData("""{"model":null,"prompt":"a"}""", Invalid, "invalid_type", "model")]
    [InlineData("""{"model":1,"prompt":"a"}""", Invalid, "invalid_type", "model")]
    [InlineData("""{"model":true,"prompt":"a"}""", Invalid, "invalid_type", "model")]
    [InlineData("""{"model":{},"prompt":"a"}""", Invalid, "invalid_type", "model")]
    [InlineData("""{"model":"","prompt":"a"}""", User, "invalid_value", "model")]
    [InlineData("""{"model":"nope","prompt":"a"}""", User, "invalid_value", "model")]
    [InlineData("""{"model":"topaz/wonder-3.5","prompt":"a"}""", Invalid, "invalid_value", "model")]
    [InlineData("""{"model":"gpt-image-2","prompt":"a","colour":"red"}""", Invalid, "unknown_parameter", "colour")]
    [InlineData("""{"model":"gpt-image-2","prompt":"a","style":"vivid"}""", Invalid, "unknown_parameter", "style")]
    [InlineData("""{"model":"gpt-image-2","prompt":"a","mask":null}""", Invalid, "unknown_parameter", "mask")]
    [InlineData("""{"model":"gpt-image-2","prompt":"a","images":[]}""", Invalid, "unknown_parameter", "images")]
    [InlineData("""{"model":"gpt-image-1","prompt":"a","input_fidelity":"high"}""", Invalid, "unknown_parameter", "input_fidelity")]
    [InlineData("""{"model":"gpt-image-2"}""", Invalid, "missing_required_parameter", "prompt")]
    [InlineData("""{"model":"gpt-image-2","prompt":null}""", Invalid, "invalid_type", "prompt")]
    [InlineData("""{"model":"gpt-image-2","prompt":7}""", Invalid, "invalid_type", "prompt")]
    [InlineData("""{"model":"gpt-image-2","prompt":""}""", Invalid, "empty_string", "prompt")]
    public void ModelAndPrompt_Wrong_AreRefused(string body, string type, string code, string param) => AssertRefused(body, type, code, param);

    [Theory]
    [InlineData("\"n\":0", Invalid, "integer_below_min_value", "n")]
    [InlineData("\"n\":11", Invalid, "integer_above_max_value", "n")]
    [InlineData("\"n\":1.5", Invalid, "invalid_type", "n")]
    [InlineData("\"n\":1e999", Invalid, "invalid_type", "n")]
    [InlineData("\"n\":99999999999999999999", Invalid, "integer_above_max_value", "n")]
    [InlineData("\"n\":-99999999999999999999", Invalid, "integer_below_min_value", "n")]
    [InlineData("\"n\":\"2\"", Invalid, "invalid_type", "n")]
    [InlineData("\"n\":true", Invalid, "invalid_type", "n")]
    [InlineData("\"output_compression\":101", Invalid, "integer_above_max_value", "output_compression")]
    [InlineData("\"output_compression\":-1", Invalid, "integer_below_min_value", "output_compression")]
    [InlineData("\"stream\":true,\"partial_images\":4", Invalid, "integer_above_max_value", "partial_images")]
    [InlineData("\"stream\":true,\"partial_images\":-1", Invalid, "integer_below_min_value", "partial_images")]
    [InlineData("\"partial_images\":1", Invalid, "invalid_value", "partial_images")]
    [InlineData("\"quality\":\"best\"", Invalid, "invalid_value", "quality")]
    [InlineData("\"quality\":1", Invalid, "invalid_type", "quality")]
    [InlineData("\"quality\":true", Invalid, "invalid_type", "quality")]
    [InlineData("\"quality\":{}", Invalid, "invalid_type", "quality")]
    [InlineData("\"output_format\":\"bmp\"", Invalid, "invalid_value", "output_format")]
    [InlineData("\"moderation\":\"none\"", Invalid, "invalid_value", "moderation")]
    [InlineData("\"background\":\"pink\"", Invalid, "invalid_value", "background")]
    [InlineData("\"size\":\"bogus\"", User, "invalid_value", "size")]
    [InlineData("\"size\":\"0x0\"", User, "invalid_value", "size")]
    [InlineData("\"size\":\"1000x1024\"", User, "invalid_value", "size")]
    [InlineData("\"size\":\"4096x1024\"", User, "invalid_value", "size")]
    [InlineData("\"size\":\"512x512\"", User, "invalid_value", "size")]
    [InlineData("\"size\":\"3840x3840\"", User, "invalid_value", "size")]
    [InlineData("\"size\":123", Invalid, "invalid_type", "size")]
    [InlineData("\"stream\":\"yes\"", Invalid, "invalid_type", "stream")]
    [InlineData("\"stream\":1", Invalid, "invalid_type", "stream")]
    [InlineData("\"background\":\"transparent\"", User, "invalid_value", "background")]
    [InlineData("\"output_compression\":50", User, "invalid_png_output_compression", null)]
    [InlineData("\"output_format\":\"png\",\"output_compression\":99", User, "invalid_png_output_compression", null)]
    [InlineData("\"safety_identifier\":7", Invalid, "invalid_type", "safety_identifier")]
    [InlineData("\"seed\":-1", Invalid, "integer_below_min_value", "seed")]
    [InlineData("\"response_format\":\"svg\"", Invalid, "invalid_value", "response_format")]
    public void Parameter_OfGptImage2_Wrong_IsRefused(string parameter, string type, string code, string? param) =>
        AssertRefused(Ask.Body("gpt-image-2", parameter), type, code, param);

    [Theory]
    [InlineData("gpt-image-1", "\"size\":\"512x512\"", Invalid, "invalid_value", "size")]
    [InlineData("gpt-image-1", "\"quality\":\"ultra\"", Invalid, "invalid_value", "quality")]
    [InlineData("gpt-image-1", "\"background\":\"transparent\",\"output_format\":\"jpeg\"", User, "invalid_value", "background")]
    [InlineData("dall-e-3", "\"n\":2", Invalid, "integer_above_max_value", "n")]
    [InlineData("dall-e-3", "\"style\":\"loud\"", Invalid, "invalid_value", "style")]
    [InlineData("dall-e-3", "\"stream\":true", Invalid, "invalid_value", "stream")]
    [InlineData("dall-e-3", "\"moderation\":\"low\"", Invalid, "unknown_parameter", "moderation")]
    [InlineData("dall-e-2", "\"style\":\"vivid\"", Invalid, "unknown_parameter", "style")]
    [InlineData("gpt-image-2.5-flare", "\"complexity\":\"low\"", Invalid, "unknown_parameter", "complexity")]
    [InlineData("gpt-image-2.6-flare", "\"complexity\":\"extreme\"", Invalid, "invalid_value", "complexity")]
    [InlineData("gpt-image-2", "\"frame_count\":4", Invalid, "unknown_parameter", "frame_count")]
    public void Parameter_OfAnotherModel_Wrong_IsRefused(string model, string parameter, string type, string code, string param) =>
        AssertRefused(Ask.Body(model, parameter), type, code, param);

    [Theory]
    [InlineData("\"output_format\":\"gif\",\"frame_count\":1", "integer_below_min_value", "frame_count")]
    [InlineData("\"output_format\":\"gif\",\"frame_count\":17", "integer_above_max_value", "frame_count")]
    [InlineData("\"output_format\":\"gif\",\"frame_count\":2.5", "invalid_type", "frame_count")]
    [InlineData("\"output_format\":\"gif\",\"frame_duration_ms\":0", "integer_below_min_value", "frame_duration_ms")]
    [InlineData("\"output_format\":\"gif\",\"frame_duration_ms\":\"fast\"", "invalid_type", "frame_duration_ms")]
    [InlineData("\"frame_count\":4", "invalid_value", "frame_count")]
    [InlineData("\"output_format\":\"png\",\"frame_duration_ms\":100", "invalid_value", "frame_duration_ms")]
    [InlineData("\"output_format\":\"gif\",\"stream\":true", "invalid_value", "stream")]
    [InlineData("\"output_format\":\"gif\",\"output_compression\":100", "invalid_value", "output_compression")]
    [InlineData("\"output_format\":\"gif\",\"svg\":{}", "invalid_value", "svg")]
    [InlineData("\"output_format\":\"svg\",\"svg\":7", "invalid_type", "svg")]
    [InlineData("\"output_format\":\"svg\",\"svg\":{\"colour\":1}", "invalid_value", "svg.colour")]
    [InlineData("\"output_format\":\"svg\",\"svg\":{\"model\":1}", "invalid_value", "svg.model")]
    [InlineData("\"output_format\":\"svg\",\"svg\":{\"reasoning\":{\"effort\":\"huge\"}}", "invalid_value", "svg.reasoning")]
    [InlineData("\"output_format\":\"svg\",\"n\":2", "invalid_value", "n")]
    [InlineData("\"output_format\":\"svg\",\"stream\":true", "invalid_value", "stream")]
    public void Parameter_OfGifOrSvg_Wrong_IsRefused(string parameter, string code, string param) =>
        AssertRefused(Ask.Body("gpt-image-2.6-flare", parameter), Invalid, code, param);

    [Theory]
    [InlineData("gpt-image-2", "\"quality\":\"best\"", "'low', 'medium', 'high', and 'auto'")]
    [InlineData("gpt-image-2.5-flare", "\"quality\":\"best\"", "'low', 'medium', 'high', 'xhigh', 'max', and 'auto'")]
    [InlineData("gpt-image-2", "\"output_format\":\"bmp\"", "'png', 'webp', and 'jpeg'")]
    [InlineData("gpt-image-2", "\"moderation\":\"none\"", "'auto' and 'low'")]
    [InlineData("gpt-image-2", "\"background\":\"pink\"", "'transparent', 'opaque', and 'auto'")]
    [InlineData("gpt-image-1", "\"size\":\"1x1\"", "'1024x1024', '1024x1536', '1536x1024', and 'auto'")]
    [InlineData("gpt-image-2", "\"size\":\"bogus\"", "WIDTHxHEIGHT, such as 1824x1024")]
    [InlineData("gpt-image-2", "\"size\":\"4096x1024\"", "longest edge")]
    [InlineData("gpt-image-2", "\"size\":\"512x512\"", "below the current minimum pixel budget")]
    [InlineData("gpt-image-2", "\"size\":\"3840x3840\"", "exceeds the current pixel budget")]
    [InlineData("gpt-image-2", "\"n\":11", "11 is above the maximum of 10")]
    [InlineData("gpt-image-2", "\"n\":1.5", "expected integer, got decimal")]
    public void Message_HasTheFragmentsThatClientsRead(string model, string parameter, string fragment) =>
        Assert.Contains(fragment, Ask.Refused(Ask.Json(Ask.Body(model, parameter))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("gpt-image-2", 32_000)]
    [InlineData("dall-e-3", 4_000)]
    [InlineData("dall-e-2", 1_000)]
    public void Prompt_OneCharacterTooLong_IsRefused(string model, int charsMax)
    {
        static string Body(string model, int chars) => $$"""{"model":"{{model}}","prompt":"{{new string('x', chars)}}"}""";
        Ask.Taken(Body(model, charsMax));
        AssertRefused(Body(model, charsMax + 1), Invalid, "string_above_max_length", "prompt");
    }

    [Fact]
    public void Prompt_OfSpaces_IsTaken() => Assert.Equal("  ", Ask.Taken("""{"model":"gpt-image-2","prompt":"  "}""").Prompt);

    [Fact]
    public void ClientsOwnText_IsCutWithoutHalvingACharacter()
    {
        var error = Ask.Refused(Ask.Json($$"""{"model":"{{new string('x', 79)}}😀{{new string('y', 5000)}}","prompt":"a"}"""));
        Assert.True(error.Message.Length < 200);
        Assert.DoesNotContain(error.Message, char.IsSurrogate);
    }

    private static void AssertRefused(string body, string type, string code, string? param)
    {
        var error = Ask.Refused(Ask.Json(body));
        Assert.Equal((400, type, code, param), (error.Status, error.Type, error.Code, error.Param));
        Assert.Matches(@"\.$", error.Message);
    }
}
