using Tessera.Server.Generating;
using Tessera.Server.Serving;

namespace Tessera.EndToEnd.Tests.Server;

public sealed class OutputFilesTests
{
    [Theory]
    [InlineData("b.png", "png")]
    [InlineData("b.JPG", "jpeg")]
    [InlineData("b.jpeg", "jpeg")]
    [InlineData("b.webp", "webp")]
    [InlineData("b", null)]
    [InlineData("-", null)]
    public void Format_FromTheEnding_AsTheApiCallsIt(string path, string? format) => Assert.Equal(format, new OutputFiles(path, false).Format);

    [Fact]
    public void Format_NoPicture_IsRefused() => Assert.Throws<StartFault>(() => new OutputFiles("b.docx", false).Format);

    [Theory]
    [InlineData("b.png", 0, 1, "b.png")]
    [InlineData("out.d/b.png", 1, 3, "out.d/b-2.png")]
    [InlineData("out.d/b", 0, 2, "out.d/b-1")]
    public void Name_OfSeveral_IsNumbered(string path, int index, int count, string name) => Assert.Equal(name, new OutputFiles(path, false).Name(index, count));

    [Fact]
    public void Check_SeveralToStdout_IsRefused() => Assert.Throws<StartFault>(() => new OutputFiles("-", false).Check(2));

    [Fact]
    public async Task Write_PlaceWasTakenMeanwhile_KeepsWhatIsThereAndSaysWhereThePictureIs()
    {
        var directory = Directory.CreateTempSubdirectory("tessera-files-").FullName;
        try
        {
            var path = Path.Combine(directory, "b.png");
            await File.WriteAllTextAsync(path, "mine");

            var fault = await Assert.ThrowsAsync<StartFault>(() => new OutputFiles(path, false).WriteAsync(new byte[] { 1 }, 0, 1, "gen_7"));

            Assert.Contains("GET /v1/images/gen_7", fault.Message, StringComparison.Ordinal);
            Assert.Equal("mine", await File.ReadAllTextAsync(path));
            Assert.Equal([path], Directory.GetFiles(directory));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
