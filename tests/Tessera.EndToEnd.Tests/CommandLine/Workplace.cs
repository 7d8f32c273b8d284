namespace Tessera.EndToEnd.Tests.CommandLine;

/// <summary>A directory that the program runs in; gone after the test.</summary>
public abstract class Workplace : IDisposable
{
    private protected string Here { get; } = Directory.CreateTempSubdirectory("tessera-cli-").FullName;

    public void Dispose()
    {
        Directory.Delete(Here, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected string At(string name) => Path.Combine(Here, name);

    private protected Task<Ended> RunAsync(params string[] arguments) => TesseraProcess.RunAsync(Here, arguments);

    /// <summary>Serves at a free port, and is ready when this returns.</summary>
    private protected async Task<(TesseraProcess Server, string Greeting, Uri Address)> ServeAsync(IReadOnlyDictionary<string, string>? environment = null, params string[] more)
    {
        var server = TesseraProcess.Start(Here, environment, ["serve", "--urls", "http://127.0.0.1:0", .. more]);
        var greeting = await server.OutputAsync("Ctrl-C");
        return (server, greeting, new Uri(Word(greeting, "address")));
    }

    /// <summary>The word behind a label of the greeting.</summary>
    private protected static string Word(string greeting, string label) =>
        greeting.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).First(words => words.Length > 1 && words[0] == label)[1];

    /// <summary>One sentence of ours, and nothing of the runtime's.</summary>
    private protected static void AssertFault(Ended ended, params string[] holds)
    {
        Assert.Equal(1, ended.ExitCode);
        Assert.StartsWith("tessera: ", ended.Error, StringComparison.Ordinal);
        Assert.Single(ended.Error.TrimEnd('\n').Split('\n'));
        Assert.DoesNotContain("Exception", ended.Error, StringComparison.Ordinal);
        Assert.All(holds, part => Assert.Contains(part, ended.Error, StringComparison.Ordinal));
    }
}
