using Tessera.Gateway.Tests.Images;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Tests.Uploads;

public sealed class UploadRoomTests
{
    [Fact]
    public void Start_FilesOfOthers_StayUntilNoCallCanBeUsingThem()
    {
        var directory = Directory.CreateTempSubdirectory("tessera-room-").FullName;
        try
        {
            var time = new ManualTime();
            var (waiting, left) = (Path.Combine(directory, "waiting"), Path.Combine(directory, "left"));
            File.WriteAllText(waiting, "of a call at another process");
            File.WriteAllText(left, "of a crash");
            File.SetLastWriteTimeUtc(waiting, time.GetUtcNow().UtcDateTime.AddHours(-23));
            File.SetLastWriteTimeUtc(left, time.GetUtcNow().UtcDateTime.AddHours(-25));

            _ = new UploadRoom(directory, UploadLimits.Default, time);

            Assert.Equal([waiting], Directory.GetFiles(directory));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
