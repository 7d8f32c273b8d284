using System.Globalization;
using Tessera.Server.Serving;

namespace Tessera.Server.Generating;

/// <summary>Where the pictures go: one file, numbered files for several, or stdout.</summary>
/// <param name="Path">As given with <c>-o</c>; <c>-</c> is stdout.</param>
internal sealed record OutputFiles(string Path, bool Overwrites)
{
    private const string Stdout = "-";

    public bool IsStdout => Path == Stdout;

    /// <summary>What the name asks for, as the API calls it; null where it says nothing.</summary>
    /// <exception cref="StartFault">No model makes such files.</exception>
    public string? Format => IsStdout ? null : System.IO.Path.GetExtension(Path).ToLowerInvariant() switch
    {
        ".png" => "png",
        ".jpg" or ".jpeg" => "jpeg",
        ".webp" => "webp",
        ".gif" => "gif",
        ".svg" => "svg",
        "" => null,
        var other => throw new StartFault($"'{other}' is not a picture format. End the name in .png, .jpg or .webp, or say --format."),
    };

    /// <summary>Before the call, since that may cost money.</summary>
    /// <exception cref="StartFault">The pictures could not be written afterwards.</exception>
    public void Check(int count)
    {
        if (IsStdout)
        {
            if (count > 1)
            {
                throw new StartFault("Several pictures do not fit into one stream. Leave --n out, or name a file with -o.");
            }

            return;
        }

        var directory = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path));
        if (!Directory.Exists(directory))
        {
            throw new StartFault($"There is no directory {directory}. Make it first, or name another file.");
        }

        for (var i = 0; i < count; i++)
        {
            if (Directory.Exists(Name(i, count)))
            {
                throw new StartFault($"{Name(i, count)} is a directory. Name a file with -o.");
            }

            if (!Overwrites && File.Exists(Name(i, count)))
            {
                throw new StartFault($"{Name(i, count)} is there already. Say --force to overwrite it, or name another file.");
            }
        }
    }

    /// <summary>The name of a picture: <c>balloon.png</c>, of several <c>balloon-1.png</c> and so on.</summary>
    public string Name(int index, int count)
    {
        if (count == 1)
        {
            return Path;
        }

        var extension = System.IO.Path.GetExtension(Path);
        return string.Create(CultureInfo.InvariantCulture, $"{Path[..^extension.Length]}-{index + 1}{extension}");
    }

    /// <summary>Whole or not at all: it is written beside its place and moved there.</summary>
    /// <exception cref="StartFault">It cannot be written; the sentence says where the picture still is.</exception>
    public async Task WriteAsync(ReadOnlyMemory<byte> picture, int index, int count, string? generationId)
    {
        try
        {
            if (IsStdout)
            {
                await using var output = Console.OpenStandardOutput();
                await output.WriteAsync(picture);
                return;
            }

            var path = Name(index, count);
            var draft = $"{path}.{Guid.NewGuid():n}.part";
            try
            {
                await File.WriteAllBytesAsync(draft, picture);
                File.Move(draft, path, Overwrites);
            }
            finally
            {
                File.Delete(draft);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartFault($"The picture could not be written: {fault.Message.TrimEnd('.')}. It is kept in the gateway's store: GET /v1/images/{generationId}.");
        }
    }
}
