using System.Text.Json.Nodes;
using Tessera.Gateway.Tests.Calls;

namespace Tessera.Gateway.Tests.Validation;

/// <summary>With several things wrong, the one that OpenAI names first is named first.</summary>
public sealed class OrderTests
{
    /// <summary>Each of these is wrong; in the order in which they are found.</summary>
    private static readonly (string Field, string Json)[] Faults =
    [
        ("model", "\"nope\""),
        ("colour", "1"),
        ("prompt", "\"\""),
        ("n", "0"),
        ("quality", "\"best\""),
        ("output_compression", "101"),
        ("size", "\"bogus\""),
    ];

    [Fact]
    public void ManyFaults_OneAfterTheOther_AreFoundInTheMeasuredOrder()
    {
        var body = new JsonObject { ["model"] = "gpt-image-2", ["prompt"] = "a fox" };
        foreach (var (field, json) in Faults)
        {
            body[field] = JsonNode.Parse(json);
        }

        foreach (var (field, _) in Faults)
        {
            Assert.Equal(field, Ask.Refused(Ask.Json(body.ToJsonString())).Param);
            _ = body.Remove(field);
            if (field is "model" or "prompt")
            {
                body[field] = field == "model" ? "gpt-image-2" : "a fox";
            }
        }

        Ask.Taken(body.ToJsonString());
    }

    [Fact]
    public void UnknownParameters_Several_TheFirstIsNamed() =>
        Assert.Equal("zeta", Ask.Refused(Ask.Json("""{"zeta":1,"model":"gpt-image-2","prompt":"a","alpha":1}""")).Param);

    [Fact]
    public void Pictures_MissingWithABadCount_AreNamedBeforeIt() =>
        Assert.Equal("images", Ask.Refused(Ask.Edit("""{"model":"gpt-image-2","prompt":"a","n":0}""", [])).Param);

    [Fact]
    public void Prompt_EmptyWithPicturesMissing_IsNamedBeforeThem() =>
        Assert.Equal("prompt", Ask.Refused(Ask.Edit("""{"model":"gpt-image-2","prompt":""}""", [])).Param);

    [Theory]
    [InlineData("n")]
    [InlineData("output_compression")]
    [InlineData("partial_images")]
    [InlineData("quality")]
    [InlineData("size")]
    [InlineData("stream")]
    [InlineData("background")]
    [InlineData("output_format")]
    [InlineData("moderation")]
    [InlineData("response_format")]
    [InlineData("seed")]
    [InlineData("user")]
    [InlineData("safety_identifier")]
    public void Parameter_Null_CountsAsOmitted(string name)
    {
        var plain = Ask.Taken(Ask.Body("gpt-image-2"));
        var call = Ask.Taken(Ask.Body("gpt-image-2", $"\"{name}\":null"));
        Assert.Equal(Ask.Visible(plain), Ask.Visible(call));
        Assert.Empty(call.Adjustments);
    }
}
