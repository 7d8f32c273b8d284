using System.Net.Security;
using Microsoft.Extensions.Logging.Abstractions;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Images;
using Tessera.Gateway.Settings;
using Tessera.Gateway.Tests.Images;
using Tessera.Gateway.Tests.Settings;
using Tessera.Gateway.Tests.Uploads;
using Tessera.Gateway.Webhooks;
using Tessera.Ledger;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Records;
using Tessera.Ledger.Webhooks;
using Delivery = Tessera.Ledger.Webhooks.Delivery;

namespace Tessera.Gateway.Tests.Webhooks;

/// <summary>One process as far as webhooks go: books, a store of pictures, and a sender that may be started, stopped and started again.</summary>
internal sealed class Node : IAsyncDisposable
{
    private static readonly ModelCatalogue Catalogue = ModelCatalogue.Load();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FarEnd far;
    private readonly Courier courier;
    private WebhookSender? sender;

    private Node(FarEnd far, TestStore store, Books books)
    {
        (this.far, Books) = (far, books);
        var settings = Path.Join(store.Directory, "tessera.json");
        File.WriteAllText(settings, """{ "webhooks": { "private_hosts": ["Inside.example"] } }""");
        Addresses = new WebhookAddress(SettingsFile.Load(settings, Environments.Of(), Catalogue).Value!, far.Dialer, far.Time);
        var bodies = new DeliveryBody(store.Store, new FileUrlSigner(new byte[32], far.Time));
        courier = new Courier(books, bodies, Addresses, far.Dialer, new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true }, far.Time);
    }

    public Books Books { get; }

    public WebhookAddress Addresses { get; }

    public string Secret { get; private set; } = "";

    /// <param name="directory">Of the books; two nodes may share them.</param>
    public static Node Open(FarEnd far, TestStore store, string directory = "books") => new(far, store, Books.Open(Path.Join(store.Directory, directory), far.Time));

    public Node WithSecret()
    {
        Secret = Books.SigningSecrets.Rotate("key_1", SigningSecrets.Overlap);
        return this;
    }

    public async Task<Node> StartAsync()
    {
        sender = new WebhookSender(Books.Webhooks, courier, new Random(1), far.Time, NullLogger<WebhookSender>.Instance);
        await sender.StartAsync(CancellationToken.None);
        return this;
    }

    public async Task StopAsync()
    {
        await sender!.StopAsync(CancellationToken.None);
        sender.Dispose();
        sender = null;
    }

    /// <summary>A generation that ends now; the id of its delivery.</summary>
    public async Task<string> EndAsync(string webhook = "https://shop.example/hooks", Outcome outcome = Outcome.Completed, params StoredImage[] pictures)
    {
        var id = Books.Ids.NewGeneration();
        await Books.Journal.AppendAsync(new GenerationRecord(
            id, "key_1", KeyKind.Live, "generate", "openai", "openai/gpt-image-1", "a fox", far.Time.GetUtcNow(), TimeSpan.Zero, outcome, default, null, "64x64", "low",
            outcome == Outcome.Failed ? "provider_overloaded" : null, [],
            [.. pictures.Select(picture => new PictureRecord(picture.Hash, picture.MediaType, picture.Bytes, picture.Width, picture.Height, null))])
        {
            Webhook = webhook,
            Origin = "https://tessera.example",
        });
        await Books.Journal.FlushAsync();
        return $"msg_{id["gen_".Length..]}_{outcome.ToString().ToLowerInvariant()}";
    }

    /// <summary>The delivery once it is so.</summary>
    public async Task<Delivery> UntilAsync(string id, Func<Delivery, bool> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            if (Books.Webhooks.Find(id) is { } delivery && isSo(delivery))
            {
                return delivery;
            }

            Assert.False(limit.IsCancellationRequested, $"{Books.Webhooks.Find(id)}");
            await Task.Yield();
        }
    }

    /// <summary>The delivery once so many attempts have ended.</summary>
    public Task<Delivery> TriedAsync(string id, int attempts) => UntilAsync(id, delivery => delivery.Attempts == attempts && delivery.Last is not null);

    public async ValueTask DisposeAsync()
    {
        if (sender is not null)
        {
            await StopAsync();
        }

        courier.Dispose();
        await Books.DisposeAsync();
    }
}
