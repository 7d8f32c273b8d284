using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tessera.Gateway.Http;
using Tessera.Ledger;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Records;
using Tessera.Ledger.Sql.Postgres;

namespace Tessera.EndToEnd.Tests.Harness;

/// <summary>
/// The gateway as the program composes it, on a real Kestrel at a free port of 127.0.0.1, with a data directory of its own,
/// its environment given as a dictionary, and a clock that the test moves.
/// </summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Books books;
    private readonly bool isBeside;

    private RunningGateway(WebApplication app, Books books, string data, ManualTime time, bool isBeside)
    {
        (this.app, this.books, this.isBeside, DataDirectory, Time) = (app, books, isBeside, data, time);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = Address };
        TestKey = books.Keys.Create("test", KeyKind.Test).Secret;
        LiveKey = books.Keys.Create("live", KeyKind.Live).Secret;
        AdminKey = books.Keys.Create("admin", KeyKind.Admin).Secret;
    }

    /// <summary>Without a path: <c>http://127.0.0.1:port/</c>.</summary>
    public Uri Address { get; }

    public HttpClient Http { get; }

    public string TestKey { get; }

    public string LiveKey { get; }

    public string AdminKey { get; }

    public Keyring Keys => books.Keys;

    public Books Books => books;

    public ManualTime Time { get; }

    public string DataDirectory { get; }

    /// <summary>Files of running calls: empty when none is running.</summary>
    public IReadOnlyList<string> UploadsLeft => Directory.GetFiles(Path.Combine(DataDirectory, "uploads"));

    /// <param name="openAi">Plays OpenAI; null: no key for it, so it is off.</param>
    /// <param name="vercel">Plays the Vercel AI Gateway; null: off.</param>
    /// <param name="settings">The text of <c>tessera.json</c>.</param>
    /// <param name="prepare">Puts things into the data directory before the gateway looks at it.</param>
    public static Task<RunningGateway> StartAsync(Upstream? openAi = null, Upstream? vercel = null, string settings = "{}", Action<string>? prepare = null) =>
        StartAsync(openAi?.BaseAddress, vercel?.BaseAddress, settings, prepare: prepare);

    /// <param name="beside">Another one, whose data directory and clock this one shares; dispose that one last.</param>
    /// <param name="database">A PostgreSQL for the books; null: SQLite in the data directory.</param>
    public static async Task<RunningGateway> StartAsync(Uri? openAi, Uri? vercel, string settings = "{}", RunningGateway? beside = null, PostgresAddress? database = null, Action<string>? prepare = null)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        if (openAi is not null)
        {
            environment["OPENAI_API_KEY"] = Upstream.OpenAiKey;
            environment["OPENAI_BASE_URL"] = openAi.AbsoluteUri;
        }

        if (vercel is not null)
        {
            environment["AI_GATEWAY_API_KEY"] = Upstream.VercelKey;
            environment["AI_GATEWAY_BASE_URL"] = vercel.AbsoluteUri;
        }

        var data = beside?.DataDirectory ?? Directory.CreateTempSubdirectory("tessera-").FullName;
        var settingsPath = Path.Combine(data, "tessera.json");
        await File.WriteAllTextAsync(settingsPath, settings);
        prepare?.Invoke(data);
        var time = beside?.Time ?? new ManualTime();
        var books = Books.Open(new BooksPlace(data, database), time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddTesseraGateway(new GatewaySetup { DataDirectory = data, Environment = environment.GetValueOrDefault, SettingsPath = settingsPath }, books);
        builder.Services.AddSingleton<TimeProvider>(time);
        var app = builder.Build();
        app.UseTesseraGateway();
        app.MapTesseraGateway();
        await app.StartAsync(CancellationToken.None);
        return new RunningGateway(app, books, data, time, beside is not null);
    }

    public Task<Reply> PostAsync(string path, string? key, string json) => PostAsync(path, key, new StringContent(json, Encoding.UTF8, "application/json"));

    public Task<Reply> PostAsync(string path, string? key, HttpContent content) => SendAsync(HttpMethod.Post, path, key, content);

    public Task<Reply> GetAsync(string path, string? key) => SendAsync(HttpMethod.Get, path, key, null);

    public async Task<Reply> SendAsync(HttpMethod method, string path, string? key, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var limit = new CancellationTokenSource(Patience.Limit);
        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseContentRead, limit.Token);
        return await Reply.OfAsync(response);
    }

    /// <summary>What the books say of a call, once it has ended.</summary>
    public async Task<GenerationRecord> RecordAsync(string generationId)
    {
        GenerationRecord? record = null;
        await Patience.UntilAsync(async () => (record = await books.Journal.FindAsync(generationId)) is not null);
        return record!;
    }

    /// <summary>What has ended is in the database when this completes.</summary>
    public Task FlushAsync() => books.Journal.FlushAsync(CancellationToken.None);

    public async Task<IReadOnlyList<GenerationRecord>> RecordsAsync(RecordQuery query)
    {
        await FlushAsync();
        return await books.Journal.ListAsync(query);
    }

    /// <summary>The stored bytes of a picture, found by the hash in its record.</summary>
    public byte[] Stored(string hash) =>
        File.ReadAllBytes(Directory.EnumerateFiles(DataDirectory, hash + ".*", SearchOption.AllDirectories).First(path => !path.Contains("thumb", StringComparison.Ordinal)));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
        await books.DisposeAsync();
        if (!isBeside)
        {
            Directory.Delete(DataDirectory, recursive: true);
        }
    }
}
