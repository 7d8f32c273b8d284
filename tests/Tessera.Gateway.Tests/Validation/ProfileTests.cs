using Tessera.Gateway.Calls;
using Tessera.Gateway.Tests.Calls;

namespace Tessera.Gateway.Tests.Validation;

/// <summary>The capability matrix: which model takes what.</summary>
public sealed class ProfileTests
{
    private static readonly string[] Models =
        ["dall-e-2", "dall-e-3", "gpt-image-1", "gpt-image-1-mini", "gpt-image-1.5", "chatgpt-image-latest", "gpt-image-2", "gpt-image-2.5-flare", "gpt-image-2.6-sunburst"];

    /// <summary>One column for each of <see cref="Models"/>: x is taken, - is refused.</summary>
    [Theory]
    [InlineData("\"n\":10", "x-xxxxxxx")]
    [InlineData("\"size\":\"1024x1024\"", "xxxxxxxxx")]
    [InlineData("\"size\":\"256x256\"", "x--------")]
    [InlineData("\"size\":\"1792x1024\"", "-x----xxx")]
    [InlineData("\"size\":\"1536x1024\"", "--xxxxxxx")]
    [InlineData("\"size\":\"auto\"", "--xxxxxxx")]
    [InlineData("\"size\":\"3840x2160\"", "------xxx")]
    [InlineData("\"quality\":\"low\"", "xxxxxxxxx")]
    [InlineData("\"quality\":\"auto\"", "--xxxxxxx")]
    [InlineData("\"quality\":\"xhigh\"", "xxxxxxxxx")]
    [InlineData("\"background\":\"transparent\"", "--xxxx-xx")]
    [InlineData("\"output_format\":\"webp\"", "--xxxxxxx")]
    [InlineData("\"output_format\":\"gif\"", "--------x")]
    [InlineData("\"complexity\":\"low\"", "--------x")]
    [InlineData("\"stream\":true,\"partial_images\":3", "--xxxxxxx")]
    [InlineData("\"moderation\":\"low\"", "--xxxxxxx")]
    [InlineData("\"style\":\"vivid\"", "-x-------")]
    [InlineData("\"response_format\":\"url\"", "xxxxxxxxx")]
    public void Generation_WithParameter_IsTakenByTheModelsThatHaveIt(string parameter, string taken) =>
        Assert.Equal(taken, Columns(model => Ask.Json(Ask.Body(model, parameter))));

    [Theory]
    [InlineData("\"input_fidelity\":\"low\"", "--xxx----")]
    [InlineData("\"input_fidelity\":\"high\"", "--x-x----")]
    [InlineData("\"n\":1", "x-xxxxxxx")]
    public void Edit_WithParameter_IsTakenByTheModelsThatHaveIt(string parameter, string taken) =>
        Assert.Equal(taken, Columns(model => Ask.Edit(Ask.Body(model, parameter), [Ask.Png()])));

    [Fact]
    public void Variation_IsTakenByModelsThatVaryOrEdit() =>
        Assert.Equal("x-xxxxxxx", Columns(model => Ask.Form(Operation.Vary, [Ask.Png()], ("model", model))));

    [Theory]
    [InlineData("gpt-image-2")]
    [InlineData("gpt-image-2.5-flare")]
    [InlineData("gpt-image-2.6-flare")]
    [InlineData("chatgpt-image-latest")]
    public void InputFidelity_WhereItIsAlwaysHigh_HasACodeOfItsOwn(string model)
    {
        var error = Ask.Refused(Ask.Edit(Ask.Body(model, "\"input_fidelity\":\"high\""), [Ask.Png()]));
        Assert.Equal((CallerError.ImageUserError, "invalid_input_fidelity_model", "input_fidelity"), (error.Type, error.Code, error.Param));
    }

    [Theory]
    [InlineData("gpt-image-1", "hd", "high")]
    [InlineData("gpt-image-1", "standard", "medium")]
    [InlineData("gpt-image-2", "max", "high")]
    [InlineData("dall-e-3", "high", "hd")]
    [InlineData("dall-e-3", "auto", null)]
    public void Quality_OfAnotherModel_IsMappedAndReported(string model, string word, string? today)
    {
        var request = Ask.Json(Ask.Body(model, $"\"quality\":\"{word}\""));
        if (today is null)
        {
            Assert.Equal("quality", Ask.Refused(request).Param);
            return;
        }

        var call = Ask.Taken(request);
        Assert.Equal(today, call.Quality);
        Assert.Equal([new Adjustment("quality", AdjustmentKind.Mapped, $"{word} is {today}")], call.Adjustments);
    }

    [Theory]
    [InlineData("gpt-image-1", "")]
    [InlineData("gpt-image-1", "\"quality\":\"auto\",\"size\":\"auto\",\"background\":\"auto\",\"moderation\":\"auto\"")]
    [InlineData("gpt-image-2.6-flare", "\"output_format\":\"gif\",\"frame_count\":4,\"frame_duration_ms\":120")]
    [InlineData("gpt-image-1", "\"output_format\":\"jpeg\",\"output_compression\":50,\"user\":\"u-1\"")]
    [InlineData("gpt-image-1", "\"output_format\":\"png\",\"output_compression\":100")]
    public void Call_WithNothingToChange_HasNoAdjustments(string model, string parameters) =>
        Assert.Empty(Ask.Taken(Ask.Body(model, parameters)).Adjustments);

    [Fact]
    public void User_OfAnotherType_IsTolerated() => Assert.Null(Ask.Taken(Ask.Body("gpt-image-1", "\"user\":7")).User);

    [Fact]
    public void ParametersPassedOn_KeepTheirJson_AndNullsStayOut()
    {
        var call = Ask.Taken(Ask.Body("gpt-image-2.6-flare", "\"output_format\":\"svg\",\"svg\":{\"model\":\"gpt-5.5\"},\"frame_count\":null"));
        Assert.Equal([KeyValuePair.Create("svg", new Field(FieldKind.Object, "{\"model\":\"gpt-5.5\"}"))], call.Passed);
    }

    private static string Columns(Func<string, ImageRequest> request) =>
        string.Concat(Models.Select(model => Gateway.Validation.ImageValidation.Check(request(model), Ask.Catalogue).Error is null ? 'x' : '-'));
}
