using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Security;
using Tessera.Gateway.Reports;
using Tessera.Gateway.Uploads;
using Tessera.Ledger;
using Tessera.Ledger.Entries;
using Tessera.Ledger.Records;
using Tessera.Ledger.Webhooks;

namespace Tessera.Gateway.Webhooks;

/// <summary>Takes one delivery to its receiver, once.</summary>
internal sealed class Courier : IDisposable
{
    /// <summary>From the question to the name server to the end of the answer.</summary>
    public static readonly TimeSpan WholeMax = TimeSpan.FromSeconds(15);

    /// <summary>Of the answer's body, which is thrown away: read at all so that a receiver with a few words to say can say them.</summary>
    private const int AnswerBytesMax = 64 << 10;

    private readonly Journal _journal;
    private readonly EntryBook _entries;
    private readonly SigningSecrets _secrets;
    private readonly DeliveryBody _bodies;
    private readonly WebhookAddress _addresses;
    private readonly PublicDialer _dialer;
    private readonly HttpMessageInvoker _http;
    private readonly TimeProvider _time;

    public Courier(Books books, DeliveryBody bodies, WebhookAddress addresses, PublicDialer dialer, SslClientAuthenticationOptions tls, TimeProvider time)
    {
        (_journal, _entries, _secrets, _bodies, _addresses, _dialer, _time) = (books.Journal, books.Entries, books.SigningSecrets, bodies, addresses, dialer, time);
        _http = dialer.OpenHttp(tls);
    }

    /// <exception cref="OperationCanceledException"><paramref name="stop"/>: nobody knows what became of it.</exception>
    public async Task<DeliveryAttempt> SendAsync(Delivery delivery, CancellationToken stop)
    {
        var at = _time.GetUtcNow();
        var started = _time.GetTimestamp();
        var (status, error) = await TryAsync(delivery, stop);
        return new DeliveryAttempt(at, _time.GetElapsedTime(started), status, error);
    }

    public void Dispose() => _http.Dispose();

    private async Task<(int? Status, string? Error)> TryAsync(Delivery delivery, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(WholeMax, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            return await _journal.FindAsync(delivery.GenerationId) is not { } record
                ? (null, "The record of the generation has been removed: there is nothing left to tell.")
                : await PostAsync(delivery, record, either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (null, string.Create(CultureInfo.InvariantCulture, $"The receiver gave no answer within {WholeMax.TotalSeconds:0} seconds."));
        }
        catch (HttpRequestException fault)
        {
            return (null, fault.HttpRequestError switch
            {
                HttpRequestError.ConnectionError => "The receiver could not be connected to.",
                HttpRequestError.SecureConnectionError => "The receiver's certificate or its https was not accepted.",
                _ => "The connection to the receiver broke off before its answer.",
            });
        }
        catch (LedgerUnavailableException)
        {
            return (null, "The books could not be read.");
        }
    }

    private async Task<(int? Status, string? Error)> PostAsync(Delivery delivery, GenerationRecord record, CancellationToken cancellation)
    {
        var secrets = _secrets.Of(delivery.KeyId);
        if (secrets.Count == 0)
        {
            return (null, $"The key has no secret to sign with. POST /v1/admin/keys/{delivery.KeyId}/webhook-secret makes one.");
        }

        if (_addresses.Fault(delivery.Url, out var address) is { } fault)
        {
            return (null, $"The address {fault}");
        }

        var body = _bodies.Of(delivery, record, Bill.Of(record, await _entries.OfAsync(record, cancellation)));
        var now = _time.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "Tessera");
        request.Headers.TryAddWithoutValidation("webhook-id", delivery.Id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("webhook-signature", Signature.Of(secrets, delivery.Id, now, body.Span));
        if (!await _dialer.PrepareAsync(request, cancellation, _addresses.MayBePrivate(address!)))
        {
            return (null, $"The address {WebhookAddress.NotPublic}");
        }

        using var response = await _http.SendAsync(request, cancellation);
        await HearOutAsync(response.Content, cancellation);
        return ((int)response.StatusCode, Schedule.Fault((int)response.StatusCode));
    }

    /// <summary>The status has decided; however the body ends, it changes nothing.</summary>
    private static async Task HearOutAsync(HttpContent content, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(4 << 10);
        try
        {
            await using var body = await content.ReadAsStreamAsync(cancellation);
            var read = 1;
            for (var total = 0; total < AnswerBytesMax && read > 0; total += read)
            {
                read = await body.ReadAsync(buffer, cancellation);
            }
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException or OperationCanceledException)
        {
            // As said.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
