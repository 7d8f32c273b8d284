using System.Net;
using System.Text;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Providers.OpenAiWire;
using Tessera.Gateway.Tests.Calls;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Tests.Providers.OpenAiWire;

/// <summary>What a provider gets, to the byte.</summary>
public sealed class OpenAiWireRequestTests
{
    [Fact]
    public async Task Generation_AtOpenAi_IsThisText()
    {
        var end = new FarEnd(_ => new(HttpStatusCode.OK));
        await end.AskAsync(Ask.Taken(Ask.Body("gpt-image-2", "\"n\":2,\"size\":\"1024x1024\",\"quality\":\"low\",\"output_format\":\"webp\",\"output_compression\":80,\"moderation\":\"low\",\"user\":\"u\"")), FarEnd.OpenAi);
        Assert.Equal("""
            POST https://api.openai.com/v1/images/generations
            Accept: application/json
            X-Client-Request-Id: gen_1
            Authorization: Bearer sk-far-end-0123456789
            Content-Type: application/json
            Content-Length: 174

            {"model":"gpt-image-2","prompt":"a fox","size":"1024x1024","quality":"low","output_format":"webp","moderation":"low","user":"u","n":2,"output_compression":80}
            """.Replace("174", end.Asked.Split('\n')[^1].Length.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal), end.Asked);
    }

    /// <summary>A call, whether the client takes events, and the body.</summary>
    [Theory]
    [InlineData("gpt-image-2", "", false, """{"model":"gpt-image-2","prompt":"a fox"}""")]
    [InlineData("gpt-image-2", "\"stream\":true,\"partial_images\":2", true, """{"model":"gpt-image-2","prompt":"a fox","stream":true,"partial_images":2}""")]
    [InlineData("gpt-image-2", "\"stream\":true,\"partial_images\":2", false, """{"model":"gpt-image-2","prompt":"a fox"}""")]
    [InlineData("gpt-image-2", "\"response_format\":\"b64_json\"", false, """{"model":"gpt-image-2","prompt":"a fox"}""")]
    [InlineData("gpt-image-2", "\"response_format\":\"url\"", false, """{"model":"gpt-image-2","prompt":"a fox"}""")]
    [InlineData("dall-e-3", "\"response_format\":\"url\",\"style\":\"natural\"", false, """{"model":"gpt-image-2","prompt":"a fox","style":"natural","response_format":"b64_json"}""")]
    [InlineData("gpt-image-2.6-flare", "\"output_format\":\"gif\",\"frame_count\":4,\"complexity\":\"low\",\"safety_identifier\":\"s\"", false, """{"model":"gpt-image-2","prompt":"a fox","output_format":"gif","complexity":"low","safety_identifier":"s","frame_count":4}""")]
    [InlineData("gpt-image-2.6-flare", "\"output_format\":\"svg\",\"svg\":{\"model\": \"gpt-5.5\"}", false, """{"model":"gpt-image-2","prompt":"a fox","output_format":"svg","svg":{"model": "gpt-5.5"}}""")]
    [InlineData("bfl/flux-2-pro", "\"seed\":7", false, """{"model":"gpt-image-2","prompt":"a fox","seed":7}""")]
    public async Task Generation_HasWhatWasGiven_AndNothingElse(string model, string parameters, bool wantEvents, string body)
    {
        var end = new FarEnd(_ => new(HttpStatusCode.OK));
        await end.AskAsync(Ask.Taken(Ask.Body(model, parameters)), FarEnd.OpenAi, wantEvents);
        Assert.Equal(body, end.Asked.Split("\n\n", 2)[1]);
        Assert.Equal(wantEvents, end.Asked.Contains("Accept: text/event-stream\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stream_AtVercel_IsNotAskedFor()
    {
        var end = new FarEnd(_ => new(HttpStatusCode.OK));
        await end.AskAsync(Ask.Taken(Ask.Body("gpt-image-2", "\"stream\":true")), FarEnd.Vercel, wantEvents: true);
        Assert.StartsWith("POST https://ai-gateway.vercel.sh/v1/images/generations\nAccept: application/json\n", end.Asked, StringComparison.Ordinal);
        Assert.DoesNotContain("stream\":", end.Asked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://10.0.0.5:9000/v1")]
    [InlineData("http://10.0.0.5:9000/v1/")]
    public async Task BaseAddress_WithOrWithoutSlash_HasOnePath(string address)
    {
        var end = new FarEnd(_ => new(HttpStatusCode.OK));
        await end.AskAsync(Ask.Taken(Ask.Body("gpt-image-2")), new() { Name = "mine", BaseAddress = new Uri(address) });
        Assert.StartsWith("POST http://10.0.0.5:9000/v1/images/generations\n", end.Asked, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", end.Asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_OfOnePictureWithMask_IsThisForm()
    {
        var image = Ask.Upload(Webp, "image");
        var mask = Ask.Png(withAlpha: true, name: "mask");
        var call = Ask.Taken(Ask.Edit(Ask.Body("gpt-image-1", "\"n\":2,\"input_fidelity\":\"high\""), [Ask.Png(name: "images[0]")], mask)) with { Images = [image] };
        Assert.Equal(
            $"""
            --B
            Content-Type: text/plain; charset=utf-8
            Content-Disposition: form-data; name=model

            gpt-image-1
            --B
            Content-Type: text/plain; charset=utf-8
            Content-Disposition: form-data; name=prompt

            a fox
            --B
            Content-Type: text/plain; charset=utf-8
            Content-Disposition: form-data; name=input_fidelity

            high
            --B
            Content-Type: text/plain; charset=utf-8
            Content-Disposition: form-data; name=n

            2
            --B
            Content-Type: image/webp
            Content-Length: {image.Length}
            Content-Disposition: form-data; name=image; filename=image-0.webp; filename*=utf-8''image-0.webp

            [image]
            --B
            Content-Type: image/png
            Content-Length: {mask.Length}
            Content-Disposition: form-data; name=mask; filename=mask-0.png; filename*=utf-8''mask-0.png

            [mask]
            --B--

            """,
            await FormAsync(call, (image, "[image]"), (mask, "[mask]")));
    }

    [Fact]
    public async Task Edit_OfThreePictures_CallsEachImageBrackets()
    {
        var call = Ask.Taken(Ask.Edit(Ask.Body("gpt-image-1"), [Ask.Png(), Ask.Png(9), Ask.Png(10)]));
        var form = await FormAsync(call);
        Assert.Equal(3, form.Split("name=\"image[]\"; filename=image-").Length - 1);
        Assert.DoesNotContain("name=image;", form, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_AskedTwice_SendsThePicturesTwice()
    {
        var call = Ask.Taken(Ask.Edit(Ask.Body("gpt-image-1"), [Ask.Png()]));
        Assert.Equal(await FormAsync(call), await FormAsync(call));
    }

    [Fact]
    public void Variation_GoesToTheEdits() => Assert.Equal("/images/edits", OpenAiWireRequest.PathOf(Operation.Vary));

    /// <summary>The head of a WebP is enough to be taken for one.</summary>
    private static byte[] Webp =>
        [.. "RIFF"u8, 26, 0, 0, 0, .. "WEBPVP8L"u8, 13, 0, 0, 0, 0x2f, 0, 0, 0, 0x10, 7, 16, 0x11, 0x11, 0x88, 0x88, 0xfe, 7, 0];

    /// <summary>The form with its boundary called B, and bytes of pictures named.</summary>
    private static async Task<string> FormAsync(ImageCall call, params (Upload Upload, string Name)[] named)
    {
        using var content = OpenAiWireRequest.Write(FarEnd.Route(call, FarEnd.OpenAi, "gpt-image-1"), FarEnd.OpenAi, stream: false);
        var text = Encoding.Latin1.GetString(await content.ReadAsByteArrayAsync());
        foreach (var (upload, name) in named)
        {
            text = text.Replace(Encoding.Latin1.GetString(upload.ReadAll()), name, StringComparison.Ordinal);
        }

        var boundary = content.Headers.ContentType!.Parameters.Single().Value!.Trim('"');
        return text.Replace(boundary, "B", StringComparison.Ordinal).ReplaceLineEndings("\n");
    }
}
