using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Tessera.Bench;

/// <summary>Sends calls and waits for whole answers.</summary>
internal sealed class Load(string key) : IDisposable
{
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, MaxConnectionsPerServer = 64, ActivityHeadersPropagator = null });

    /// <summary>So many calls, so many at a time, as fast as they go.</summary>
    public async Task SendAsync(Uri address, string prompt, int calls, int atOnce)
    {
        var left = calls;
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await CallAsync(address, prompt);
            }
        }));
    }

    /// <summary>Calls at a steady pace, whether or not earlier ones are back; the milliseconds of each, sorted.</summary>
    public async Task<double[]> PaceAsync(Uri address, string prompt, int calls, int perSecond)
    {
        var times = new double[calls];
        var running = new Task[calls];
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / perSecond);
            while (Stopwatch.GetElapsedTime(start) < due)
            {
                await Task.Yield();
            }

            var index = i;
            running[i] = Task.Run(async () =>
            {
                var sent = Stopwatch.GetTimestamp();
                await CallAsync(address, prompt);
                times[index] = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
            });
        }

        await Task.WhenAll(running);
        Array.Sort(times);
        return times;
    }

    public void Dispose() => _client.Dispose();

    private async Task CallAsync(Uri address, string prompt)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/v1/images/generations"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Content = new StringContent($$"""{"model":"gpt-image-2.5-flare","prompt":"{{prompt}}","size":"1024x1024","quality":"medium"}""", Encoding.UTF8, "application/json");
        using var response = await _client.SendAsync(request, CancellationToken.None);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"{address} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        }

        await using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[64 << 10];
        try
        {
            while (await body.ReadAsync(buffer) > 0)
            {
            }
        }
        catch (IOException exception)
        {
            throw new InvalidOperationException($"{address} broke off an answer", exception);
        }
    }
}
