namespace Tessera.Server.Checking;

internal enum Verdict
{
    Ok,

    /// <summary>It works, but something is missing that one may want.</summary>
    Warn,

    /// <summary>It will not work.</summary>
    Fail,
}

/// <summary>One thing that <c>tessera check</c> looked at.</summary>
/// <param name="About">What, in a word or two.</param>
/// <param name="Sentence">What is there, and where it is not as it should be, what to do.</param>
internal sealed record Finding(Verdict Verdict, string About, string Sentence)
{
    public static Finding Ok(string about, string sentence) => new(Verdict.Ok, about, sentence);

    public static Finding Warn(string about, string sentence) => new(Verdict.Warn, about, sentence);

    public static Finding Fail(string about, string sentence) => new(Verdict.Fail, about, sentence);
}
