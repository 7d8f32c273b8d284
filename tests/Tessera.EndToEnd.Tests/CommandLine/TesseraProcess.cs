using System.Diagnostics;
using System.Text;
using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.CommandLine;

/// <summary>What a run of the program left.</summary>
internal sealed record Ended(int ExitCode, byte[] Output, string Error)
{
    public string Text => Encoding.UTF8.GetString(Output);
}

/// <summary>The built program as a process of its own, in a directory of its own, with an environment that says nothing but what the test says.</summary>
internal sealed class TesseraProcess : IAsyncDisposable
{
    internal static readonly string Binary = Path.Combine(
        AppContext.BaseDirectory.Replace("Tessera.EndToEnd.Tests", "Tessera.Server", StringComparison.Ordinal), "tessera");

    private readonly Process process;
    private readonly Spoken error;
    private readonly Spoken output;

    private TesseraProcess(Process process)
    {
        this.process = process;
        (output, error) = (new Spoken(process.StandardOutput.BaseStream), new Spoken(process.StandardError.BaseStream));
    }

    public static TesseraProcess Start(string directory, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Binary, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("TESSERA_", StringComparison.Ordinal) || name.EndsWith("_API_KEY", StringComparison.Ordinal) || name.EndsWith("_BASE_URL", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new TesseraProcess(Process.Start(start)!);
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<Ended> RunAsync(string directory, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        await using var running = Start(directory, environment, arguments);
        return await running.EndAsync();
    }

    public static Task<Ended> RunAsync(string directory, params string[] arguments) => RunAsync(directory, null, arguments);

    /// <summary>All of stdout, once it holds a text.</summary>
    public Task<string> OutputAsync(string awaited) => output.UntilAsync(awaited);

    /// <summary>All of stderr, once it holds a text.</summary>
    public Task<string> ErrorAsync(string awaited) => error.UntilAsync(awaited);

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async Task<Ended> EndAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Patience.Limit);
        return new Ended(process.ExitCode, await output.AllAsync(), Encoding.UTF8.GetString(await error.AllAsync()));
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync().WaitAsync(Patience.Limit);
        process.Dispose();
    }

    /// <summary>What one stream of the process has said so far.</summary>
    private sealed class Spoken
    {
        private readonly MemoryStream heard = new();
        private readonly SemaphoreSlim more = new(0);
        private readonly Task reading;

        public Spoken(Stream stream) => reading = ReadAsync(stream);

        public async Task<string> UntilAsync(string awaited)
        {
            using var limit = new CancellationTokenSource(Patience.Limit);
            while (!So().Contains(awaited, StringComparison.Ordinal))
            {
                Assert.False(reading.IsCompleted && !So().Contains(awaited, StringComparison.Ordinal), $"it ended without '{awaited}', but with: {So()}");
                await more.WaitAsync(limit.Token);
            }

            return So();
        }

        public async Task<byte[]> AllAsync()
        {
            await reading.WaitAsync(Patience.Limit);
            return heard.ToArray();
        }

        private string So()
        {
            lock (heard)
            {
                return Encoding.UTF8.GetString(heard.GetBuffer(), 0, (int)heard.Length);
            }
        }

        private async Task ReadAsync(Stream stream)
        {
            var buffer = new byte[64 << 10];
            int read;
            while ((read = await stream.ReadAsync(buffer)) > 0)
            {
                lock (heard)
                {
                    heard.Write(buffer.AsSpan(0, read));
                }

                more.Release();
            }

            more.Release();
        }
    }
}
