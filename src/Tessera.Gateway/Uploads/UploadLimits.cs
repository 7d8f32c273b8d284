namespace Tessera.Gateway.Uploads;

/// <summary>How much a call may bring. Past a limit the call is refused with the limit named; nothing is cut silently.</summary>
internal sealed record UploadLimits
{
    public static UploadLimits Default { get; } = new();

    /// <summary>One picture: OpenAI takes files under 50 MB.</summary>
    public long PictureBytesMax { get; init; } = 50_000_000;

    /// <summary>Pictures in one call, masks aside: OpenAI's limit.</summary>
    public int PicturesMax { get; init; } = 16;

    /// <summary>One text part of a form, or a JSON body without its pictures: 32,000 characters of prompt, six bytes each when escaped, and room.</summary>
    public int TextBytesMax { get; init; } = 1 << 20;

    /// <summary>A whole request: sixteen pictures as base64, and room.</summary>
    public long RequestBytesMax { get; init; } = 1_100_000_000;

    /// <summary>Above this a picture waits in a file and not in memory: 64 calls with sixteen pictures each hold 64 MB at most.</summary>
    public int MemoryBytesMax { get; init; } = 64 << 10;
}
