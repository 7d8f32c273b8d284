using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Settings;

namespace Tessera.Gateway.Tests.Settings;

/// <summary>
/// Each file in <c>Cases</c> is a settings file, and the text beside it is what is said of it, word for word. A new case is a
/// new pair of files.
/// </summary>
public sealed class SettingsCasesTests
{
    private static readonly ModelCatalogue Catalogue = ModelCatalogue.Load();

    public static TheoryData<string> Cases => [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Settings", "Cases");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task File_OfACase_IsToldWordForWord(string name)
    {
        var (settings, wrong) = SettingsReader.Read(await File.ReadAllBytesAsync(Path.Combine(Folder, name + ".json")), "tessera.json");
        var (_, unusable) = Profiles.From(settings, Environments.Of(("PRESENT_KEY", "k"), ("BLANK_KEY", " ")), Catalogue);

        var told = new SettingsErrors([.. wrong, .. unusable]).ToString();

        Assert.Equal((await File.ReadAllTextAsync(Path.Combine(Folder, name + ".txt"))).TrimEnd('\n'), told);
        Assert.DoesNotContain("do-not-show", told, StringComparison.Ordinal);
    }
}
