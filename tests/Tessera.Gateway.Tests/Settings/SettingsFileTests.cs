using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Settings;

namespace Tessera.Gateway.Tests.Settings;

public sealed class SettingsFileTests : IDisposable
{
    private static readonly ModelCatalogue Catalogue = ModelCatalogue.Load();
    private static readonly Func<string, string?> NoEnvironment = Environments.Of();

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("tessera-settings-");

    private string Path => Under("tessera.json");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public void File_ThatIsSound_IsInForce()
    {
        File.WriteAllText(Path, """{ "images": { "keep_days": 5 } }""");

        var file = Load();

        Assert.Equal(5, file.Current.Settings.Images.KeepDays);
        Assert.False(file.HasChanged);
    }

    [Fact]
    public void Path_OfTheEnvironment_IsRead()
    {
        File.WriteAllText(Path, """{ "images": { "keep_days": 5 } }""");

        var file = SettingsFile.Load(null, Environments.Of((SettingsFile.PathVariable, Path)), Catalogue).Value!;

        Assert.Equal((Path, 5), (file.Path, file.Current.Settings.Images.KeepDays));
    }

    [Fact]
    public void Providers_OfTheEnvironment_AreOnWithoutAFile()
    {
        var file = SettingsFile.Load(null, Environments.Of(("OPENAI_API_KEY", "o")), Catalogue).Value!;

        Assert.Equal(SettingsFile.DefaultPath, file.Path);
        Assert.Equal(TesseraSettings.Default, file.Current.Settings);
        Assert.Equal("openai", Assert.Single(file.Current.Profiles).Name);
    }

    [Fact]
    public void Errors_OfFileAndProviders_ComeTogether()
    {
        File.WriteAllText(Path, """{ "images": { "keep_days": -5 }, "providers": { "openai": { "enabled": true } } }""");

        Assert.Equal(["images.keep_days", "providers.openai"], Refused().All.Select(error => error.Path));
    }

    [Fact]
    public void File_ThatWasNamedAndIsNotThere_IsRefused() =>
        Assert.Equal($"{Path} is not there; it must be a file that this process may read.", Refused().ToString());

    [Fact]
    public void File_InADirectoryThatIsNotThere_IsRefused() =>
        Assert.Contains("is not there", SettingsFile.Load(System.IO.Path.Combine(Path, "deeper"), NoEnvironment, Catalogue).Error!.ToString(), StringComparison.Ordinal);

    [Fact]
    public void File_ThatIsADirectory_IsRefused() =>
        Assert.Equal($"{directory.FullName} is a directory; it must be a file that this process may read.", SettingsFile.Load(directory.FullName, NoEnvironment, Catalogue).Error!.ToString());

    [Fact]
    public void File_ThatSomebodyHolds_IsRefused()
    {
        using var held = new FileStream(Path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);

        Assert.Contains("tessera.json is unreadable (", Refused().ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "is longer than 1048576 bytes")]
    public void File_BeyondTheLimit_IsRefused(int beyond, string? why)
    {
        File.WriteAllText(Path, "{}" + new string(' ', SettingsFile.BytesMax - 2 + beyond));

        var error = SettingsFile.Load(Path, NoEnvironment, Catalogue).Error;

        Assert.Equal(why is null, error is null);
        Assert.Contains(why ?? "", error?.ToString() ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void File_ThatChanges_IsPublished()
    {
        File.WriteAllText(Path, "{}");
        var file = Load();
        SettingsSnapshot? published = null;
        file.Changed += snapshot => published = snapshot;
        File.WriteAllText(Path, """{ "images": { "keep_days": 5 } }""");

        Assert.True(file.HasChanged);
        Assert.Null(file.Reload());

        Assert.Same(published, file.Current);
        Assert.Equal(5, published!.Settings.Images.KeepDays);
        Assert.False(file.HasChanged);
    }

    [Fact]
    public void File_OfTheSameLengthButANewerTime_HasChanged()
    {
        File.WriteAllText(Path, "{}");
        var file = Load();

        File.SetLastWriteTimeUtc(Path, File.GetLastWriteTimeUtc(Path).AddSeconds(1));

        Assert.True(file.HasChanged);
    }

    [Fact]
    public void File_OfAConfigMapThatIsReplaced_HasChanged()
    {
        var (data, first, second) = (Under("..data"), Under("..1"), Under("..2"));
        directory.CreateSubdirectory("..1");
        directory.CreateSubdirectory("..2");
        File.WriteAllText(System.IO.Path.Combine(first, "tessera.json"), "{}");
        File.WriteAllText(System.IO.Path.Combine(second, "tessera.json"), """{ "images": { "keep_days": 5 } }""");
        Directory.CreateSymbolicLink(data, first);
        File.CreateSymbolicLink(Path, System.IO.Path.Combine("..data", "tessera.json"));
        var file = Load();
        Directory.Delete(data);
        Directory.CreateSymbolicLink(data, second);

        Assert.True(file.HasChanged);
        Assert.Null(file.Reload());
        Assert.Equal(5, file.Current.Settings.Images.KeepDays);
    }

    [Theory]
    [InlineData("""{ "images": { "keep_days": "x" } }""")]
    [InlineData("""{ "images": { """)]
    [InlineData(null)]
    public void File_ThatBreaksLater_LeavesTheSettingsAsTheyWere(string? broken)
    {
        File.WriteAllText(Path, """{ "images": { "keep_days": 5 } }""");
        var file = Load();
        var before = file.Current;
        file.Changed += _ => Assert.Fail("A broken file was published.");
        File.Delete(Path);
        if (broken is not null)
        {
            File.WriteAllText(Path, broken);
        }

        Assert.True(file.HasChanged);
        Assert.NotNull(file.Reload());

        Assert.Same(before, file.Current);
        Assert.False(file.HasChanged);
    }

    private SettingsFile Load() => SettingsFile.Load(Path, NoEnvironment, Catalogue).Value!;

    private string Under(string name) => System.IO.Path.Combine(directory.FullName, name);

    private SettingsErrors Refused() => SettingsFile.Load(Path, NoEnvironment, Catalogue).Error!;
}
