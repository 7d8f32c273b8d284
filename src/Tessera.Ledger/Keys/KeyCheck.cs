namespace Tessera.Ledger.Keys;

/// <summary>What became of a presented secret.</summary>
public enum KeyVerdict
{
    /// <summary>Nothing was presented.</summary>
    Missing,

    /// <summary>It does not look like one of our keys.</summary>
    Malformed,

    /// <summary>It looks like one of our keys, but was mistyped or cut.</summary>
    BadChecksum,

    /// <summary>Well formed, but these books do not know it.</summary>
    Unknown,

    /// <summary>It worked once.</summary>
    Revoked,

    Ok,
}

/// <param name="Key">The key where the verdict is <see cref="KeyVerdict.Ok"/> or <see cref="KeyVerdict.Revoked"/>, else null.</param>
public readonly record struct KeyCheck(KeyVerdict Verdict, ApiKey? Key)
{
    public bool IsOk => Verdict == KeyVerdict.Ok;
}
