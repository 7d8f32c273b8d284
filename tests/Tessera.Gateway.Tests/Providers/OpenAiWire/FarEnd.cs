using Tessera.Gateway.Calls;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Providers.OpenAiWire;
using Tessera.Gateway.Routing;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Tests.Providers.OpenAiWire;

/// <summary>A provider's server: it writes down what it is asked, and answers what the test says.</summary>
internal sealed class FarEnd(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    public static readonly Secret Key = new("sk-far-end-0123456789");

    public string Asked { get; private set; } = "";

    public static OpenAiWireProfile OpenAi => OpenAiWireProfile.OpenAi(null, Key);

    public static OpenAiWireProfile Vercel => OpenAiWireProfile.Vercel(null, Key);

    public static PlannedRoute Route(ImageCall call, OpenAiWireProfile profile, string model = "gpt-image-2") =>
        new(new OpenAiWireProvider(profile, new HttpMessageInvoker(new FarEnd(_ => new())), TimeProvider.System), call, model, PriceList.Unknown, false, []);

    public async Task<Answer> AskAsync(ImageCall call, OpenAiWireProfile profile, bool wantEvents = false, TimeProvider? time = null)
    {
        using var http = new HttpMessageInvoker(this);
        return await new OpenAiWireProvider(profile, http, time ?? TimeProvider.System)
            .AskAsync(Route(call, profile), "gen_1", wantEvents, CancellationToken.None);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        Asked = $"{request.Method} {request.RequestUri}\n{request.Headers}{request.Content.Headers}\n{body}".ReplaceLineEndings("\n");
        return answer(request);
    }
}
