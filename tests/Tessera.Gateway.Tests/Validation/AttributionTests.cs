using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Tests.Calls;
using Tessera.Gateway.Validation;

namespace Tessera.Gateway.Tests.Validation;

public sealed class AttributionTests
{
    [Fact]
    public void Check_NothingSaid_IsNobody() => Assert.Equivalent(Attribution.None, Taken());

    [Fact]
    public void Check_Headers_AreTaken()
    {
        var attribution = Taken(user: " customer-7 ", tags: "team:design, fox,,fox ,");

        Assert.Equal("customer-7", attribution.User);
        Assert.Equal(["team:design", "fox"], attribution.Tags);
    }

    [Fact]
    public void Check_OptionsAndHeaders_OptionsNameTheUserAndTagsAddUp()
    {
        var attribution = Taken(optionUser: Field.Of("from-options"), optionTags: new Field(FieldKind.Array, """["owl","a,b"]"""), user: "from-header", tags: "fox");

        Assert.Equal("from-options", attribution.User);
        Assert.Equal(["owl", "a,b", "fox"], attribution.Tags);
    }

    [Theory]
    [InlineData("""{"user":"u","safety_identifier":"s"}""", "u")]
    [InlineData("""{"safety_identifier":"s"}""", "s")]
    [InlineData("""{"user":7,"safety_identifier":"s"}""", "s")]
    [InlineData("""{"user":""}""", null)]
    [InlineData("""{"user":"a\u0000b\n"}""", "ab")]
    public void Check_OpenAisOwnFields_AreUsedWhereNothingElseIsSaid(string body, string? user) =>
        Assert.Equal(user, Taken(body).User);

    [Fact]
    public void Check_OpenAisUserOfAnyLength_IsCutAndNotRefused() =>
        Assert.Equal(new string('x', 255), Taken($$"""{"user":"{{new string('x', 255)}}🦊"}""").User);

    [Fact]
    public void Check_AtTheLimits_IsTaken()
    {
        var attribution = Taken(user: new string('u', 256), tags: string.Join(',', Enumerable.Range(0, 10).Select(n => n + new string('t', 63))));

        Assert.Equal((256, 10), (attribution.User!.Length, attribution.Tags.Count));
    }

    [Fact]
    public void Check_BeyondTheLimits_IsRefused()
    {
        Assert.Equal("tags", Refused(tags: string.Join(',', Enumerable.Range(0, 11))).Param);
        Assert.Equal("tags", Refused(tags: new string('t', 65)).Param);
        Assert.Equal("tags", Refused(optionTags: new Field(FieldKind.Array, """[""]""")).Param);
        Assert.Equal("tags", Refused(optionTags: new Field(FieldKind.Array, "[\"a\\nb\"]")).Param);
        Assert.Equal("user", Refused(user: new string('u', 257)).Param);
        Assert.Equal("user", Refused(optionUser: Field.Of("a\0b")).Param);
    }

    [Fact]
    public void Check_WrongTypes_AreRefused()
    {
        Assert.Equal("providerOptions.gateway.tags", Refused(optionTags: new Field(FieldKind.Array, "[1]")).Param);
        Assert.Equal("providerOptions.gateway.tags", Refused(optionTags: Field.Of("fox")).Param);
        Assert.Equal("providerOptions.gateway.user", Refused(optionUser: Field.Of(7)).Param);
    }

    private static Attribution Taken(string body = "{}", Field? optionUser = null, Field? optionTags = null, string? user = null, string? tags = null)
    {
        Assert.False(Check(body, optionUser, optionTags, user, tags).Failed(out var error, out var attribution), error?.Message);
        return attribution!;
    }

    private static CallerError Refused(Field? optionUser = null, Field? optionTags = null, string? user = null, string? tags = null)
    {
        Assert.True(Check("{}", optionUser, optionTags, user, tags).Failed(out var error, out _));
        Assert.Equal(400, error.Status);
        return error;
    }

    private static Result<Attribution, CallerError> Check(string body, Field? optionUser, Field? optionTags, string? user, string? tags)
    {
        var plain = Ask.Json(body);
        using var request = new ImageRequest { Operation = Operation.Generate, Fields = plain.Fields, ReportedUser = optionUser, ReportedTags = optionTags };
        var headers = new HeaderDictionary { ["ai-reporting-user"] = user, ["ai-reporting-tags"] = tags };
        return AttributionCheck.Check(request, headers);
    }
}
