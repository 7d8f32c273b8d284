using System.Net.Http.Headers;
using System.Text;
using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.Repeats;

/// <summary>One order in each dialect, and clients who leave in the middle.</summary>
internal static class Orders
{
    public const string Path = "/v1/images/generations";
    public const string Fox = """{"model":"gpt-image-2","prompt":"a fox"}""";
    public const string FoxEvents = """{"model":"gpt-image-2","prompt":"a fox","stream":true,"partial_images":2}""";

    public static Task<Reply> PostAsync(RunningGateway gateway, string json, params (string Name, string Value)[] headers) =>
        gateway.SendAsync(HttpMethod.Post, Path, gateway.LiveKey, Content(json), headers);

    public static Task<Reply> ChatAsync(RunningGateway gateway, bool stream, params (string Name, string Value)[] headers) => gateway.SendAsync(
        HttpMethod.Post, "/v1/chat/completions", gateway.LiveKey,
        Content($$"""{"model":"openai/gpt-image-2","messages":[{"role":"user","content":"a fox"}],"stream":{{(stream ? "true" : "false")}}}"""), headers);

    public static Task<Reply> AiSdkAsync(RunningGateway gateway, params (string Name, string Value)[] headers) => gateway.SendAsync(
        HttpMethod.Post, "/v4/ai/image-model", gateway.LiveKey, Content("""{"prompt":"a fox","n":1,"providerOptions":{}}"""),
        [("ai-model-id", "openai/gpt-image-2"), ("ai-image-model-specification-version", "4"), .. headers]);

    public static (string, string) Key(string key) => ("Idempotency-Key", key);

    public static (string, string) Retry(int count) => ("X-Stainless-Retry-Count", count.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Orders, waits until the upstream has it, and hangs up; returns when the gateway knows.</summary>
    public static async Task LeaveAsync(RunningGateway gateway, string json, Gate gate, params (string Name, string Value)[] headers)
    {
        using var hangUp = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = Content(json), Headers = { Authorization = new AuthenticationHeaderValue("Bearer", gateway.LiveKey) } };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        var call = gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, hangUp.Token);
        await gate.Reached;
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    public static StringContent Content(string json) => new(json, Encoding.UTF8, "application/json");
}
