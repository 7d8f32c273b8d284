using Tessera.EndToEnd.Tests.Harness;
using Tessera.EndToEnd.Tests.Sandbox;

namespace Tessera.EndToEnd.Tests.Refusals;

/// <summary>Each row of the measured table of errors (specification section 9.2): status, type, code and param, with the default of a call that works.</summary>
public sealed class ErrorTableTests(SandboxGateway sandbox) : IClassFixture<SandboxGateway>
{
    private const string Invalid = "invalid_request_error";
    private const string User = "image_generation_user_error";
    private static readonly string Picture = $$"""{"image_url":"data:image/png;base64,{{Convert.ToBase64String(Png.Plain(16, 16))}}"}""";

    /// <summary>The properties of the body; <c>~</c> stands for a picture.</summary>
    public static TheoryData<string, string, string, string?, string?> Generations => new()
    {
        { "prompt: 'a'", "missing model", Invalid, "missing_required_parameter", "model" },
        { "prompt: 'a', model: null", "model null", Invalid, "invalid_type", "model" },
        { "prompt: 'a', model: 5", "model number", Invalid, "invalid_type", "model" },
        { "prompt: 'a', model: true", "model flag", Invalid, "invalid_type", "model" },
        { "prompt: 'a', model: {}", "model object", Invalid, "invalid_type", "model" },
        { "prompt: 'a', model: 'nope'", "unknown model", User, "invalid_value", "model" },
        { "prompt: 'a', model: ''", "empty model", User, "invalid_value", "model" },
        { "model: 'gpt-image-2', prompt: 'a', banana: 1", "unknown key", Invalid, "unknown_parameter", "banana" },
        { "model: 'gpt-image-2', prompt: 'a', banana: null", "unknown key that is null", Invalid, "unknown_parameter", "banana" },
        { "model: 'gpt-image-2', prompt: 'a', style: 'vivid'", "style of a GPT model", Invalid, "unknown_parameter", "style" },
        { "model: 'gpt-image-2', prompt: 'a', mask: ~", "mask on generations", Invalid, "unknown_parameter", "mask" },
        { "model: 'gpt-image-2', prompt: 'a', images: [~]", "images on generations", Invalid, "unknown_parameter", "images" },
        { "model: 'gpt-image-1', prompt: 'a', input_fidelity: 'high'", "input_fidelity on generations", Invalid, "unknown_parameter", "input_fidelity" },
        { "model: 'gpt-image-2'", "missing prompt", Invalid, "missing_required_parameter", "prompt" },
        { "model: 'gpt-image-2', prompt: null", "prompt null", Invalid, "invalid_type", "prompt" },
        { "model: 'gpt-image-2', prompt: 7", "prompt number", Invalid, "invalid_type", "prompt" },
        { "model: 'gpt-image-2', prompt: ''", "empty prompt", Invalid, "empty_string", "prompt" },
        { $"model: 'gpt-image-2', prompt: '{new string('a', 32_001)}'", "prompt too long", Invalid, "string_above_max_length", "prompt" },
        { $"model: 'dall-e-2', prompt: '{new string('a', 1_001)}'", "prompt too long for dall-e-2", Invalid, "string_above_max_length", "prompt" },
        { "model: 'gpt-image-2', prompt: 'a', n: 0", "n 0", Invalid, "integer_below_min_value", "n" },
        { "model: 'gpt-image-2', prompt: 'a', n: 11", "n 11", Invalid, "integer_above_max_value", "n" },
        { "model: 'dall-e-3', prompt: 'a', n: 2", "n 2 of dall-e-3", Invalid, "integer_above_max_value", "n" },
        { "model: 'gpt-image-2', prompt: 'a', n: 1.5", "n with a fraction", Invalid, "invalid_type", "n" },
        { "model: 'gpt-image-2', prompt: 'a', n: '2'", "n as text", Invalid, "invalid_type", "n" },
        { "model: 'gpt-image-2', prompt: 'a', n: true", "n flag", Invalid, "invalid_type", "n" },
        { "model: 'gpt-image-2', prompt: 'a', n: 99999999999999999999", "n beyond 64 bits", Invalid, "integer_above_max_value", "n" },
        { "model: 'gpt-image-2', prompt: 'a', output_format: 'jpeg', output_compression: 101", "compression 101", Invalid, "integer_above_max_value", "output_compression" },
        { "model: 'gpt-image-2', prompt: 'a', output_format: 'jpeg', output_compression: -1", "compression -1", Invalid, "integer_below_min_value", "output_compression" },
        { "model: 'gpt-image-2', prompt: 'a', stream: true, partial_images: 4", "partials 4", Invalid, "integer_above_max_value", "partial_images" },
        { "model: 'gpt-image-2', prompt: 'a', stream: true, partial_images: -1", "partials -1", Invalid, "integer_below_min_value", "partial_images" },
        { "model: 'gpt-image-2', prompt: 'a', quality: 'ultra'", "quality not in set", Invalid, "invalid_value", "quality" },
        { "model: 'gpt-image-2', prompt: 'a', quality: 1", "quality number", Invalid, "invalid_type", "quality" },
        { "model: 'gpt-image-2', prompt: 'a', quality: true", "quality flag", Invalid, "invalid_type", "quality" },
        { "model: 'gpt-image-2', prompt: 'a', quality: {}", "quality object", Invalid, "invalid_type", "quality" },
        { "model: 'gpt-image-2', prompt: 'a', output_format: 'bmp'", "format not in set", Invalid, "invalid_value", "output_format" },
        { "model: 'gpt-image-2', prompt: 'a', moderation: 'none'", "moderation not in set", Invalid, "invalid_value", "moderation" },
        { "model: 'gpt-image-1', prompt: 'a', background: 'blue'", "background not in set", Invalid, "invalid_value", "background" },
        { "model: 'gpt-image-2', prompt: 'a', size: 'bogus'", "size bogus", User, "invalid_value", "size" },
        { "model: 'gpt-image-2', prompt: 'a', size: '0x0'", "size 0x0", User, "invalid_value", "size" },
        { "model: 'gpt-image-2', prompt: 'a', size: '1024X1024x1'", "size with three edges", User, "invalid_value", "size" },
        { "model: 'gpt-image-2', prompt: 'a', size: '1500x1500'", "size not a multiple of 16", User, "invalid_value", "size" },
        { "model: 'gpt-image-2', prompt: 'a', size: '3856x1600'", "edge too long", User, "invalid_value", "size" },
        { "model: 'gpt-image-2', prompt: 'a', size: '800x800'", "too few pixels", User, "invalid_value", "size" },
        { "model: 'gpt-image-2', prompt: 'a', size: '3008x3008'", "too many pixels", User, "invalid_value", "size" },
        { "model: 'gpt-image-2', prompt: 'a', size: '3840x1264'", "too long and thin", User, "invalid_value", "size" },
        { "model: 'gpt-image-1', prompt: 'a', size: '512x512'", "size not in set A", Invalid, "invalid_value", "size" },
        { "model: 'gpt-image-2', prompt: 'a', size: 123", "size number", Invalid, "invalid_type", "size" },
        { "model: 'gpt-image-2', prompt: 'a', stream: 'yes'", "stream as text", Invalid, "invalid_type", "stream" },
        { "model: 'gpt-image-2', prompt: 'a', output_compression: 50", "compressed png", User, "invalid_png_output_compression", null },
        { "model: 'gpt-image-2', prompt: 'a', background: 'transparent'", "transparent where there is none", User, "invalid_value", "background" },
        { "model: 'gpt-image-1', prompt: 'a', background: 'transparent', output_format: 'jpeg'", "transparent jpeg", User, "invalid_value", "background" },
        { "model: 'dall-e-3', prompt: 'a', stream: true", "stream of dall-e", Invalid, "invalid_value", "stream" },
        { "model: 'dall-e-3', prompt: 'a', style: 'loud'", "style not in set", Invalid, "invalid_value", "style" },
        { "model: 'dall-e-3', prompt: 'a', response_format: 'file'", "response_format not in set", Invalid, "invalid_value", "response_format" },
    };

    public static TheoryData<string, string, string, string?, string?> Edits => new()
    {
        { "model: 'gpt-image-2', prompt: 'a'", "images missing", Invalid, "missing_required_parameter", "images" },
        { "model: 'gpt-image-2', prompt: 'a', images: []", "images empty", Invalid, "empty_array", "images" },
        { "model: 'gpt-image-2', prompt: 'a', images: null", "images null", Invalid, "invalid_type", "images" },
        { "model: 'gpt-image-2', prompt: 'a', images: 'x'", "images text", Invalid, "invalid_type", "images" },
        { "model: 'gpt-image-2', prompt: 'a', images: ['str']", "images of text", Invalid, "invalid_type", "images[0]" },
        { "model: 'gpt-image-2', prompt: 'a', images: [~, 3]", "second image a number", Invalid, "invalid_type", "images[1]" },
        { "model: 'gpt-image-2', prompt: 'a', image: ~", "image in JSON", Invalid, "invalid_value", "image" },
        { "model: 'gpt-image-2', prompt: 'a', images: [{file_id: 'file-1'}]", "file_id", Invalid, "invalid_value", "images[0].file_id" },
        { "model: 'gpt-image-2', prompt: 'a', images: [{image_url: 'data:image/png;base64,AAAA', detail: 'low'}]", "extra key of an image", Invalid, "unknown_parameter", "images[0].detail" },
        { "model: 'gpt-image-2', prompt: 'a', images: [{}]", "image without address", Invalid, "missing_required_parameter", "images[0].image_url" },
        { "model: 'gpt-image-2', prompt: 'a', images: [{image_url: 'nonsense'}]", "address that is none", Invalid, "invalid_image_url", "images[0]" },
        { "model: 'gpt-image-2', prompt: 'a', images: [~], mask: 'x'", "mask text", Invalid, "invalid_type", "mask" },
        { "model: 'gpt-image-2', prompt: 'a', images: [~], input_fidelity: 'high'", "input_fidelity of gpt-image-2", User, "invalid_input_fidelity_model", "input_fidelity" },
        { "model: 'gpt-image-1-mini', prompt: 'a', images: [~], input_fidelity: 'high'", "high fidelity of mini", Invalid, "invalid_value", "input_fidelity" },
        { "model: 'gpt-image-2', prompt: 'a', images: [{image_url: 'data:image/png;base64,bm8gcGljdHVyZQ=='}]", "text as picture", User, "invalid_image_file", null },
        { "model: 'dall-e-3', prompt: 'a', images: [~]", "model that cannot edit", Invalid, "invalid_value", "model" },
        { "prompt: 'a', images: [~]", "edit without model", Invalid, "missing_required_parameter", "model" },
        { "model: 'gpt-image-2', images: [~]", "edit without prompt", Invalid, "missing_required_parameter", "prompt" },
    };

    [Theory]
    [MemberData(nameof(Generations))]
    public Task Generation_OfTheTable_IsRefused(string body, string why, string type, string? code, string? param) => RefusedAsync("generations", body, why, type, code, param);

    [Theory]
    [MemberData(nameof(Edits))]
    public Task Edit_OfTheTable_IsRefused(string body, string why, string type, string? code, string? param) => RefusedAsync("edits", body, why, type, code, param);

    private async Task RefusedAsync(string endpoint, string body, string why, string type, string? code, string? param)
    {
        var reply = await sandbox.Gateway.PostAsync($"/v1/images/{endpoint}", sandbox.Gateway.TestKey, Loose.Json(body.Replace("~", Picture, StringComparison.Ordinal)));

        Assert.True(reply.Status == 400, $"{why}: {reply.Status}");
        Assert.Equal((type, code, param), ((string?)reply.Error["type"], (string?)reply.Error["code"], (string?)reply.Error["param"]));
        Assert.Equal(["message", "type", "param", "code"], reply.Error.AsObject().Select(property => property.Key));
        Assert.Equal("application/json", reply["Content-Type"]);
        Assert.True(reply.Body.Length < 2000, "a long value of the client came back whole");
    }
}
