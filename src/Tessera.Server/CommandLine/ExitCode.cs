namespace Tessera.Server.CommandLine;

/// <summary>What the program tells the shell.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>It could not be done, and stderr says why.</summary>
    public const int Failed = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Misused = 2;

    /// <summary>Ctrl-C, before it was done; shells say 128 and the number of the signal.</summary>
    public const int Interrupted = 130;
}
