using Microsoft.Extensions.Logging;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Settings;
using Tessera.Gateway.Tests.Images;

namespace Tessera.Gateway.Tests.Settings;

public sealed class SettingsWatchTests : IDisposable
{
    private readonly string path = Path.Combine(Directory.CreateTempSubdirectory("tessera-watch-").FullName, "tessera.json");
    private readonly ManualTime time = new();
    private readonly LinesLog log = new();

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

    [Fact]
    public async Task File_ThatChanges_IsInForceWithinTwoSeconds()
    {
        var file = Load("{}");
        using var watch = new SettingsWatch(file, time, log);
        var published = new TaskCompletionSource<SettingsSnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
        file.Changed += published.SetResult;
        await watch.StartAsync(default);
        await File.WriteAllTextAsync(path, """{ "images": { "keep_days": 5 } }""");

        time.Advance(SettingsWatch.LookInterval);
        var snapshot = await published.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await watch.StopAsync(default);

        Assert.Equal(5, snapshot.Settings.Images.KeepDays);
    }

    [Fact]
    public void File_ThatBreaks_IsComplainedAboutOnce()
    {
        using var watch = new SettingsWatch(Load("{}"), time, log);
        File.WriteAllText(path, """{ "images": { "keep_days": 0 }, "log": 1 }""");

        watch.Look();
        watch.Look();

        Assert.Equal(
            [
                "Error: images.keep_days is 0; it must be a whole number of days from 1 to 36500, or null, which keeps pictures until space is needed.",
                "Error: log is 1; it must be an object in { }.",
                $"Warning: {path} cannot be used; the settings stay as they were",
            ],
            log.Lines);
    }

    [Fact]
    public void File_ThatIsMended_IsTaken()
    {
        var file = Load("{}");
        using var watch = new SettingsWatch(file, time, log);
        File.WriteAllText(path, "{");
        watch.Look();
        log.Lines.Clear();
        File.WriteAllText(path, """{ "images": { "keep_days": 5 } }""");

        watch.Look();

        Assert.Equal([$"Information: The settings in {path} have changed and are in force"], log.Lines);
        Assert.Equal(5, file.Current.Settings.Images.KeepDays);
    }

    [Fact]
    public void File_ThatStaysTheSame_IsNotSpokenOf()
    {
        using var watch = new SettingsWatch(Load("{}"), time, log);

        watch.Look();

        Assert.Empty(log.Lines);
    }

    private SettingsFile Load(string json)
    {
        File.WriteAllText(path, json);
        return SettingsFile.Load(path, Environments.Of(), ModelCatalogue.Load()).Value!;
    }

    private sealed class LinesLog : ILogger<SettingsWatch>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{logLevel}: {formatter(state, exception)}");
    }
}
