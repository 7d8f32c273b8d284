using System.Runtime.Versioning;
using Tessera.Gateway.Images;

namespace Tessera.Gateway.Tests.Images;

public sealed class FileUrlKeyTests
{
    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void ReadOrCreate_FirstStart_MakesAKeyThatOnlyItsOwnerReadsAndKeepsIt()
    {
        using var test = new TestStore();

        var key = FileUrlKey.ReadOrCreate(test.Directory);

        Assert.Equal(32, key.Length);
        Assert.Equal(key, FileUrlKey.ReadOrCreate(test.Directory));
        var path = Assert.Single(test.Files());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("too short")]
    [InlineData("!!!!")]
    public void ReadOrCreate_SomethingElseInTheFile_SaysSoAndKeepsIt(string text)
    {
        using var test = new TestStore();
        var path = Path.Join(test.Directory, FileUrlKey.FileName);
        File.WriteAllText(path, text);

        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => FileUrlKey.ReadOrCreate(test.Directory)).Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(path));
    }
}
