using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.Npm;

/// <summary>The official client of OpenAI times out and repeats by itself, as it does every day.</summary>
public sealed class NpmRepeatTests
{
    [Theory]
    [InlineData("6", null)]
    [InlineData("7", null)]
    [InlineData("7", "order-1")]
    public async Task OpenAi_ThatTimesOut_GetsItsPicture_AndTheUpstreamIsAskedOnce(string version, string? idempotencyKey)
    {
        var gate = new Gate();
        var pictures = Say.After(gate, Say.Pictures(Png.Plain(16, 16)));
        await using var openAi = await Upstream.StartAsync(http =>
        {
            if (http.Request.Method == "POST")
            {
                return pictures(http);
            }

            gate.Open();
            return Task.CompletedTask;
        });
        await using var gateway = await RunningGateway.StartAsync(openAi);

        var told = await NodeScript.RunAsync(gateway, ["repeat.mjs", version, gateway.LiveKey, openAi.BaseAddress.AbsoluteUri, .. idempotencyKey is null ? Array.Empty<string>() : [idempotencyKey]]);

        Assert.Equal(("16x16", "true", "0.008215"), ((string?)told["size"], (string?)told["replayed"], (string?)told["cost"]));
        Assert.Equal(["0", "1"], told["attempts"]!.AsArray().Take(2).Select(count => (string?)count));
        Assert.Single(openAi.Seen, request => request.Method == "POST");
    }
}
