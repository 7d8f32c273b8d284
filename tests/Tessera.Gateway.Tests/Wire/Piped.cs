using System.IO.Pipelines;
using System.Text;

namespace Tessera.Gateway.Tests.Wire;

/// <summary>Gathers what is written to a pipe.</summary>
internal static class Piped
{
    public static async Task<string> TextAsync(Func<PipeWriter, ValueTask<bool>> write)
    {
        var pipe = new Pipe();
        var gathered = new MemoryStream();
        var reading = pipe.Reader.CopyToAsync(gathered);
        Assert.True(await write(pipe.Writer));
        await pipe.Writer.CompleteAsync();
        await reading;
        return Encoding.UTF8.GetString(gathered.ToArray());
    }
}
