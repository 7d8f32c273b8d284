using Microsoft.Extensions.Logging.Abstractions;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Http;
using Tessera.Gateway.Providers.Engine;
using Tessera.Gateway.Settings;
using Tessera.Gateway.Tests.Calls;
using Tessera.Inference.Packs;
using Tessera.Inference.Tests;
using Tessera.Inference.Tests.Janus;

namespace Tessera.Gateway.Tests.Providers.Engine;

/// <summary>Which models are open, with a memory that the test decides and small real models.</summary>
public sealed class EngineRoomTests : IDisposable
{
    private const long Gib = 1L << 30;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TempFolder _folder = TinyJanus.Folder();
    private readonly EngineRoom _room;
    private long _free = 10 * Gib;

    public EngineRoomTests() => _room = Room();

    private EngineRoom Room(int? threads = null) => new(
        new GatewaySetup { DataDirectory = _folder.Path, Environment = _ => null, EngineThreads = threads },
        SettingsFile.Load(null, _ => null, Ask.Catalogue).Value!,
        new FreeMemory(() => new MemoryRoom(_free, 10 * Gib)),
        TimeProvider.System,
        NullLogger<EngineRoom>.Instance);

    public void Dispose()
    {
        _room.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Model_IsOpenedOnce_AndKept()
    {
        var model = Model("a/one", 4);
        using var first = await OpenAsync(model);
        using var second = await OpenAsync(model);

        Assert.Same(first.Engine, second.Engine);
        first.Dispose();
        second.Dispose();
        Assert.Equal(["a/one"], _room.Models);
    }

    [Fact]
    public async Task Model_ThatNeedsTheMemoryOfIdleOnes_HasThoseOfLongestRestClosed()
    {
        (await OpenAsync(Model("a/old", 4))).Dispose();
        (await OpenAsync(Model("a/young", 4))).Dispose();
        (await OpenAsync(Model("a/young", 4))).Dispose();

        (await OpenAsync(Model("a/new", 6))).Dispose();

        Assert.Equal(["a/young", "a/new"], _room.Models);
    }

    [Fact]
    public async Task Model_ThatNeedsTheMemoryOfOneThatDraws_IsToldToComeBack()
    {
        using var drawing = await OpenAsync(Model("a/one", 6));

        var refused = (await _room.EnterAsync(Model("a/two", 6), default)).Error!;

        Assert.Equal((503, "engine_busy", TimeSpan.FromSeconds(30)), (refused.Error.Status, refused.Error.Code, refused.Error.RetryAfter));
        Assert.Contains("a/one", refused.Error.Message, StringComparison.Ordinal);
        drawing.Dispose();
        (await OpenAsync(Model("a/two", 6))).Dispose();
    }

    [Theory]
    [InlineData(10, 11, "a/one needs 11.0 GiB of memory to draw, and 10.0 GiB are free.")]
    [InlineData(3, 4, "a/one needs 4.0 GiB of memory to draw, and 3.0 GiB are free.")]
    public async Task Model_ThatDoesNotFit_IsRefusedWithBothFigures(int free, int needs, string sentence)
    {
        _free = free * Gib;

        var refused = (await _room.EnterAsync(Model("a/one", needs), default)).Error!;

        Assert.Equal((503, "model_does_not_fit", false), (refused.Error.Status, refused.Error.Code, refused.Error.MayRepeat));
        Assert.StartsWith(sentence, refused.Error.Message, StringComparison.Ordinal);
        Assert.Empty(_room.Models);
    }

    /// <summary>The system calls what an open model reads from its file free; taking it would have it read from the disk again.</summary>
    [Fact]
    public async Task Model_BesideOneThatDraws_IsNotOpenedInTheMemoryOfItsFile()
    {
        using var drawing = await OpenAsync(Model("a/one", 6));
        _free = 10 * Gib;

        Assert.NotNull((await _room.EnterAsync(Model("a/two", 5), default)).Error);
    }

    [Fact]
    public async Task Model_WithLittleMemoryBesideIt_DrawsFewerAtOnce()
    {
        using var lease = await OpenAsync(new InstalledModel(_folder.Path, "1", SomeModel.Installed("a/one").Card with { MemoryBytes = 9 * Gib, PictureBytes = Gib / 2 }));

        Assert.Equal(3, lease.Engine.Options.SequencesMax);
    }

    [Fact]
    public async Task Model_ThatIsGone_IsClosedWhenItsLastUserLeaves()
    {
        var lease = await OpenAsync(Model("a/one", 4));

        _room.Keep([]);

        Assert.Equal(["a/one"], _room.Models);
        lease.Dispose();
        Assert.True(SpinWait.SpinUntil(() => _room.Models.Count == 0, Patience));
    }

    [Fact]
    public async Task Model_WrittenAnew_IsOpenedAnew()
    {
        var model = Model("a/one", 4);
        using var before = await OpenAsync(model);
        var written = model with { Stamp = "2" };
        _room.Keep([written]);

        using var after = await OpenAsync(written);

        Assert.NotSame(before.Engine, after.Engine);
    }

    [Fact]
    public async Task Model_WhoseFilesAreDamaged_IsRefused_UntilTheyAreNot()
    {
        var (config, model) = (Path.Combine(_folder.Path, "config.json"), Model("a/one", 4));
        var sound = await File.ReadAllBytesAsync(config);
        await File.WriteAllTextAsync(config, "{");

        var refused = (await _room.EnterAsync(model, default)).Error!;

        Assert.Equal("model_unusable", refused.Error.Code);
        await File.WriteAllBytesAsync(config, sound);
        (await OpenAsync(model)).Dispose();
    }

    [Fact]
    public async Task Model_WhoseOpeningBreaks_IsNotKept()
    {
        using var room = Room(threads: int.MinValue);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => room.EnterAsync(Model("a/one", 4), default));

        Assert.True(SpinWait.SpinUntil(() => room.Models.Count == 0, Patience));
    }

    [Fact]
    public async Task Stop_TellsWhoDraws_AndWaitsForHim_AndLetsNobodyIn()
    {
        var lease = await OpenAsync(Model("a/one", 4));

        var stopping = _room.StopAsync(default);

        Assert.True(lease.Stopping.IsCancellationRequested);
        Assert.False(stopping.IsCompleted);
        Assert.Equal("gateway_stopping", (await _room.EnterAsync(Model("a/one", 4), default)).Error!.Error.Code);
        lease.Dispose();
        await stopping.WaitAsync(Patience, CancellationToken.None);
        Assert.Empty(_room.Models);
    }

    private InstalledModel Model(string id, int gib) => SomeModel.Installed(id, Folder(id), gib * Gib);

    /// <summary>Each model in a folder of its own; all are links to one.</summary>
    private string Folder(string id)
    {
        var link = Path.Combine(_folder.Path, id.Replace('/', '-'));
        if (!Directory.Exists(link))
        {
            Directory.CreateSymbolicLink(link, _folder.Path);
        }

        return link;
    }

    private async Task<EngineLease> OpenAsync(InstalledModel model)
    {
        var entered = await _room.EnterAsync(model, default).WaitAsync(Patience);
        Assert.True(entered.Error is null, entered.Error?.Error.Message);
        return entered.Value!;
    }
}
