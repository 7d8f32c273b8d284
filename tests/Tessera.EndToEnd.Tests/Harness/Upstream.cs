using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tessera.EndToEnd.Tests.Harness;

/// <summary>
/// A second real Kestrel that plays OpenAI or the Vercel AI Gateway. It keeps every request to the last byte and answers as
/// programmed: <see cref="Answer"/> may be changed while it runs.
/// </summary>
internal sealed class Upstream : IAsyncDisposable
{
    public const string OpenAiKey = "sk-upstream-openai";
    public const string VercelKey = "vck-upstream-vercel";

    private readonly WebApplication app;
    private readonly ConcurrentQueue<SeenRequest> seen = new();

    private Upstream(WebApplication app, RequestDelegate answer) => (this.app, Answer) = (app, answer);

    /// <summary>Ends in <c>/v1</c>, as the real ones do.</summary>
    public Uri BaseAddress { get; private set; } = null!;

    public RequestDelegate Answer { get; set; }

    /// <summary>In the order in which they were read to their end.</summary>
    public IReadOnlyList<SeenRequest> Seen => [.. seen];

    public static async Task<Upstream> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        var upstream = new Upstream(app, answer);
        app.Run(async http =>
        {
            upstream.seen.Enqueue(await SeenRequest.OfAsync(http.Request));
            await upstream.Answer(http);
        });
        await app.StartAsync(CancellationToken.None);
        upstream.BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single() + "/v1");
        return upstream;
    }

    /// <summary>An address at which nobody listens: of a server that has just gone.</summary>
    public static async Task<Uri> GoneAsync()
    {
        var upstream = await StartAsync(_ => Task.CompletedTask);
        await upstream.DisposeAsync();
        return upstream.BaseAddress;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
