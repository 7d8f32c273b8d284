using System.Buffers.Text;
using System.Text;

namespace Tessera.Bench;

/// <summary>
/// Plays OpenAI: answers every generation at once with one picture. How large it is, and whether every picture is another
/// one, is said in the prompt: <c>bytes=1500000 unique</c>. It costs next to nothing, since the answers are made before.
/// </summary>
internal static class Upstream
{
    private const int CounterCharacters = 16;

    public static async Task<int> RunAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenLocalhost(port);
            kestrel.AddServerHeader = false;
            // Sixty-four slow readers on a shared core are the point, and no attack.
            kestrel.Limits.MinResponseDataRate = null;
        });
        var app = builder.Build();
        var bodies = new Dictionary<int, (byte[] Body, int Counter)>();
        var calls = 0L;
        app.MapPost("/{**path}", async http =>
        {
            var request = await new StreamReader(http.Request.Body).ReadToEndAsync(http.RequestAborted);
            var at = request.IndexOf("bytes=", StringComparison.Ordinal) + 6;
            var end = at;
            while (char.IsAsciiDigit(request[end]))
            {
                end++;
            }

            var (body, counter) = BodyOf(bodies, int.Parse(request.AsSpan(at, end - at)));
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = body.Length;
            if (!request.Contains("unique", StringComparison.Ordinal))
            {
                await http.Response.Body.WriteAsync(body, http.RequestAborted);
                return;
            }

            // Base64 digits that count: the picture's bytes differ from call to call.
            var digits = Encoding.ASCII.GetBytes(Interlocked.Increment(ref calls).ToString("d16"));
            await http.Response.Body.WriteAsync(body.AsMemory(0, counter), http.RequestAborted);
            await http.Response.Body.WriteAsync(digits, http.RequestAborted);
            await http.Response.Body.WriteAsync(body.AsMemory(counter + CounterCharacters), http.RequestAborted);
        });
        await app.RunAsync();
        return 0;
    }

    private static (byte[] Body, int Counter) BodyOf(Dictionary<int, (byte[] Body, int Counter)> bodies, int bytes)
    {
        lock (bodies)
        {
            if (!bodies.TryGetValue(bytes, out var made))
            {
                made = Make(bytes);
                bodies.Add(bytes, made);
            }

            return made;
        }
    }

    /// <summary>A PNG's header of 1024×1024, then noise: nobody on the way decodes it.</summary>
    private static (byte[] Body, int Counter) Make(int bytes)
    {
        var picture = new byte[bytes];
        new Random(1).NextBytes(picture);
        Convert.FromHexString("89504E470D0A1A0A0000000D4948445200000400000004000802000000F07FBCD4").CopyTo(picture, 0);
        var base64 = new byte[Base64.GetMaxEncodedToUtf8Length(bytes)];
        Base64.EncodeToUtf8(picture, base64, out _, out var length);
        byte[] before = [.. "{\"created\":1795190400,\"background\":\"opaque\",\"data\":[{\"b64_json\":\""u8];
        byte[] body = [.. before, .. base64.AsSpan(0, length), .. "\"}],\"output_format\":\"png\",\"quality\":\"medium\",\"size\":\"1024x1024\",\"usage\":{\"input_tokens\":14,\"input_tokens_details\":{\"image_tokens\":0,\"text_tokens\":14},\"output_tokens\":439,\"output_tokens_details\":{\"image_tokens\":439,\"text_tokens\":0},\"total_tokens\":453}}"u8];
        return (body, before.Length + 64);
    }
}
