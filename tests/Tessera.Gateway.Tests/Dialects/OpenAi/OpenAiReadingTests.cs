using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Tests.Uploads;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Tests.Dialects.OpenAi;

public sealed class OpenAiReadingTests : IDisposable
{
    private readonly TempUploads _uploads = new();

    public void Dispose() => _uploads.Dispose();

    [Fact]
    public async Task Generation_KeepsParametersInTheirOrder()
    {
        using var request = await Reading.OfAsync(Dialect(Operation.Generate), new TestHttp("""{"prompt":"a fox","model":"gpt-image-1","n":2,"stream":false,"user":null}"""));
        Assert.Equal("prompt=a fox model=gpt-image-1 n=2 stream=false user=null", request.Fields());
        Assert.Equal((Operation.Generate, Strictness.Refuse), (request.Operation, request.Strictness));
    }

    [Fact]
    public async Task Edit_AsJson_TakesPicturesAndMask()
    {
        using var request = await Reading.OfAsync(Dialect(Operation.Edit), new TestHttp(
            $$$"""{"model":"m","prompt":"p","images":[{"image_url":"data:image/png;base64,{{{Reading.SmallBase64}}}"},{"image_url":"https://example.com/a.png"}],"mask":{"image_url":"data:image/png;base64,{{{Reading.SmallBase64}}}"}}"""));
        Assert.Null(request.PictureError);
        Assert.Equal("model=m prompt=p", request.Fields());
        Assert.Equal(["images[0]", "images[1]", "mask"], request.Images.Append(request.Mask!).Select(image => image.Name));
        Assert.Equal((8, "https://example.com/a.png"), (((Upload)request.Images[0]).Info!.Value.Width, ((RemotePicture)request.Images[1]).Address.AbsoluteUri));
    }

    [Theory]
    [InlineData("\"images\":[]", "empty_array", "images")]
    [InlineData("\"images\":null", "invalid_type", "images")]
    [InlineData("\"images\":{}", "invalid_type", "images")]
    [InlineData("\"images\":[\"a\"]", "invalid_type", "images[0]")]
    [InlineData("\"images\":[{}]", "missing_required_parameter", "images[0].image_url")]
    [InlineData("\"images\":[{\"file_id\":\"file-1\"}]", "invalid_value", "images[0].file_id")]
    [InlineData("\"images\":[{\"image_url\":\"https://example.com\",\"detail\":1}]", "unknown_parameter", "images[0].detail")]
    [InlineData("\"images\":[{\"image_url\":7}]", "invalid_type", "images[0]")]
    [InlineData("\"images\":[{\"image_url\":\"ftp://example.com/a\"}]", "invalid_image_url", "images[0]")]
    [InlineData("\"images\":[{\"image_url\":\"#0\"}]", "invalid_image_url", "images[0]")]
    [InlineData("\"image\":\"a\"", "invalid_value", "image")]
    [InlineData("\"image[]\":\"a\"", "invalid_value", "image[]")]
    [InlineData("\"mask\":\"a\"", "invalid_type", "mask")]
    [InlineData("\"mask\":null", null, null)]
    public async Task Edit_AsJson_WithAnOddPicture_SaysSo(string part, string? code, string? param)
    {
        using var request = await Reading.OfAsync(Dialect(Operation.Edit), new TestHttp($$$"""{"model":"m",{{{part}}}}"""));
        Assert.Equal((code, param), (request.PictureError?.Code, request.PictureError?.Param));
    }

    [Fact]
    public async Task Form_AsTheDotNetClientWritesIt_IsRead()
    {
        var png = RemoteCall.Png(8, 8);
        using var request = await Reading.OfAsync(Dialect(Operation.Edit), Reading.Form(
            ("name=image; filename=\"Assets/x.png\"; filename*=utf-8''Assets%2fx.png", null, png),
            Reading.Text("name=prompt", "a hat"),
            Reading.Text("name=\"model\"", "gpt-image-1"),
            ("name=mask; filename=m.png", "image/png", png)));
        Assert.Equal("prompt=a hat model=gpt-image-1", request.Fields());
        Assert.Null(request.PictureError);
        Assert.Equal(("image", null, "image/png"), (request.Images[0].Name, ((Upload)request.Images[0]).DeclaredType, ((Upload)request.Mask!).DeclaredType));
        Assert.All(request.Fields, field => Assert.Equal(FieldKind.Form, field.Value.Kind));
    }

    [Fact]
    public async Task Form_WithSeveralPictures_NumbersThem()
    {
        var png = RemoteCall.Png(8, 8);
        using var request = await Reading.OfAsync(Dialect(Operation.Edit), Reading.Form(("name=\"image[]\"; filename=a", null, png), ("name=\"image[]\"; filename=b", null, png)));
        Assert.Equal(["image[0]", "image[1]"], request.Images.Select(image => image.Name));
    }

    [Theory]
    [InlineData("name=images; filename=a", "Edit", "invalid_value", "images")]
    [InlineData("name=\"images[]\"; filename=a", "Edit", "invalid_value", "images")]
    [InlineData("name=photo; filename=a", "Edit", "unknown_parameter", "photo")]
    [InlineData("name=image; filename=a", "Generate", "unknown_parameter", "image")]
    [InlineData("name=mask; filename=a", "Generate", "unknown_parameter", "mask")]
    [InlineData("name=mask", "Edit", "invalid_type", "mask")]
    [InlineData("name=image", "Edit", "invalid_type", "image")]
    [InlineData("name=images", "Edit", "invalid_value", "images")]
    public async Task Form_WithAPictureInTheWrongPlace_SaysSo(string disposition, string operation, string code, string param)
    {
        using var request = await Reading.OfAsync(Dialect(Enum.Parse<Operation>(operation)), Reading.Form((disposition, null, RemoteCall.Png(8, 8))));
        Assert.Equal((code, param), (request.PictureError?.Code, request.PictureError?.Param));
    }

    [Theory]
    [InlineData("{", null)]
    [InlineData("", null)]
    [InlineData("[]", null)]
    [InlineData("7", null)]
    [InlineData("""{"a":tru}""", null)]
    [InlineData("""{"image_url":"data:image/png;base64,!!"}""", "invalid_base64_image")]
    public async Task Body_ThatIsNoJson_IsRefused(string body, string? code)
    {
        var error = await Reading.RefusedAsync(Dialect(Operation.Generate), new TestHttp(body));
        Assert.Equal((400, code), (error.Status, error.Code));
    }

    [Fact]
    public async Task Body_NestedTooDeeply_IsRefused()
    {
        var error = await Reading.RefusedAsync(Dialect(Operation.Generate), new TestHttp("{\"a\":" + new string('[', 10_000) + new string(']', 10_000) + "}"));
        Assert.Contains("nested too deeply", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_WithMoreTextThanACallHas_IsRefused()
    {
        var error = await Reading.RefusedAsync(Dialect(Operation.Generate), new TestHttp($$$"""{"prompt":"{{{new string('x', 2 << 20)}}}"}"""));
        Assert.Equal((413, "request_too_large"), (error.Status, error.Code));
    }

    [Theory]
    [InlineData("""{"prompt":"half \ud83d","model":"m"}""", "prompt=half \uFFFD model=m")]
    [InlineData("""{"\ud83d":1,"prompt":"a\u0000b"}""", "\uFFFD=1 prompt=a\0b")]
    [InlineData("""{"n":1,"n":2}""", "n=1 n=2")]
    [InlineData("""{"n":1e999}""", "n=1e999")]
    public async Task Body_ThatIsHostile_IsReadAllTheSame(string body, string fields)
    {
        using var request = await Reading.OfAsync(Dialect(Operation.Generate), new TestHttp(body));
        Assert.Equal(fields, request.Fields());
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=")]
    [InlineData("multipart/form-data; boundary=\"\"")]
    public async Task Form_WithoutBoundary_IsRefused(string type) =>
        Assert.Contains("boundary", (await Reading.RefusedAsync(Dialect(Operation.Edit), new TestHttp([], type))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("name=\"\"")]
    [InlineData("filename=a.png")]
    public async Task Form_WithANamelessPart_IsRefused(string disposition) =>
        Assert.Equal("invalid_form", (await Reading.RefusedAsync(Dialect(Operation.Edit), Reading.Form((disposition, null, [1])))).Code);

    [Fact]
    public async Task Preference_IsRead_AndOtherWishesReported()
    {
        using var request = await Reading.OfAsync(Dialect(Operation.Generate), new TestHttp(
            """{"model":"m","providerOptions":{"gateway":{"order":["vercel"],"only":["vercel","openai"],"sort":"cost"}}}"""));
        Assert.Equal("model=m", request.Fields());
        Assert.Equal(["vercel"], request.Preference.Order);
        Assert.Equal(["vercel", "openai"], request.Preference.Only);
        Assert.Equal("providerOptions.gateway.sort:Ignored", request.Adjusted());
    }

    [Theory]
    [InlineData("{\"only\":[]}", "")]
    [InlineData("{\"only\":\"openai\"}", "providerOptions.gateway.only:Ignored")]
    [InlineData("{\"order\":[7]}", "providerOptions.gateway.order:Ignored")]
    [InlineData("[]", "")]
    public async Task Preference_ThatIsNone_LimitsNothing(string gateway, string adjusted)
    {
        using var request = await Reading.OfAsync(Dialect(Operation.Generate), new TestHttp($$$"""{"providerOptions":{"gateway":{{{gateway}}}}}"""));
        Assert.Equal((null, 0, adjusted), (request.Preference.Only, request.Preference.Order.Count, request.Adjusted()));
    }

    [Theory]
    [InlineData("{\"openai\":{\"quality\":\"low\"},\"gateway\":{},\"fal\":1}", "providerOptions.openai:Ignored providerOptions.fal:Ignored")]
    [InlineData("\"fast\"", "providerOptions:Ignored")]
    [InlineData("null", "")]
    public async Task ProviderOptions_BesideTheGateways_AreReported(string options, string adjusted)
    {
        using var request = await Reading.OfAsync(Dialect(Operation.Generate), new TestHttp($$"""{"model":"m","providerOptions":{{options}}}"""));
        Assert.Equal(adjusted, request.Adjusted());
    }

    [Fact]
    public async Task Wishes_AboutQuotes_AreParameters()
    {
        using var request = await Reading.OfAsync(Dialect(Operation.Generate), new TestHttp("""{"model":"m","providerOptions":{"gateway":{"dryRun":true,"quoteId":"quo_1"}}}"""));
        Assert.Equal("model=m dry_run=true quote_id=quo_1", request.Fields());
        Assert.Equal("", request.Adjusted());
    }

    private OpenAiImages Dialect(Operation operation) => new(operation, _uploads.Room, null!, null!, TimeProvider.System);
}
