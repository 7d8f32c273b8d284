namespace Tessera.Gateway.Images;

/// <summary>What the store was doing when it failed.</summary>
internal enum StoreStep
{
    OpenTemporaryFile,
    Write,
    Flush,
    Recognise,
    Rename,
}

/// <summary>Whose fault, and so what to do about it.</summary>
internal enum StoreFault
{
    /// <summary>The bytes are no picture, or too many; the sender's.</summary>
    Picture,

    /// <summary>No space left; the operator's.</summary>
    DiskFull,

    /// <summary>Missing rights, a vanished directory, a broken disk; the operator's.</summary>
    Disk,
}

/// <param name="Message">One sentence with the step and, for the disk, the system's words. It may name a path: not for clients.</param>
internal sealed record StoreFailure(StoreStep Step, StoreFault Fault, string Message)
{
    private const int NoSpaceLeft = 28;
    private const int QuotaExceeded = 122;

    /// <summary>Reads the error number of the system from an exception of a file operation.</summary>
    public static StoreFailure Of(StoreStep step, Exception error)
    {
        var isFull = error is IOException && (error.HResult & 0xFFFF) is NoSpaceLeft or QuotaExceeded;
        return new StoreFailure(step, isFull ? StoreFault.DiskFull : StoreFault.Disk, $"The image store failed to {Verb(step)}: {error.Message}");
    }

    private static string Verb(StoreStep step) => step switch
    {
        StoreStep.OpenTemporaryFile => "open a temporary file",
        StoreStep.Write => "write a picture",
        StoreStep.Flush => "flush a picture to the disk",
        StoreStep.Rename => "move a picture into place",
        _ => "recognise a picture",
    };
}
