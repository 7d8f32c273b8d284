using Tessera.Gateway.Calls;
using Tessera.Gateway.Tests.Calls;

namespace Tessera.Gateway.Tests.Validation;

/// <summary>In a form every parameter is text.</summary>
public sealed class FormTests
{
    [Theory]
    [InlineData("n", "abc", "invalid_type")]
    [InlineData("n", "2.5", "invalid_type")]
    [InlineData("n", "", "invalid_type")]
    [InlineData("n", "0", "integer_below_min_value")]
    [InlineData("stream", "yes", "invalid_type")]
    [InlineData("output_compression", "101", "integer_above_max_value")]
    [InlineData("prompt", "", "empty_string")]
    [InlineData("colour", "red", "unknown_parameter")]
    public void Text_ThatIsNoSuchValue_IsRefused(string name, string text, string code)
    {
        var rest = name == "prompt" ? [("prompt", text)] : new[] { ("prompt", "a hat"), (name, text) };
        var error = Ask.Refused(Ask.Form(Operation.Edit, [Ask.Png()], [("model", "gpt-image-1"), .. rest]));
        Assert.Equal((code, name), (error.Code, error.Param));
    }

    [Fact]
    public void NumbersAndFlags_AsText_AreRead()
    {
        var call = Ask.Taken(Ask.Form(Operation.Edit, [Ask.Png()],
            ("model", "gpt-image-1"), ("prompt", "a hat"), ("n", "2"), ("stream", "True"), ("partial_images", "3"), ("output_format", "webp"), ("output_compression", "80")));
        Assert.Equal((2, true, 3, 80), (call.N, call.Stream, call.PartialImages, call.OutputCompression));
    }

    [Fact]
    public void ModelMissing_IsNamedFirst() => Assert.Equal("model", Ask.Refused(Ask.Form(Operation.Edit, [])).Param);
}
