using System.Text.RegularExpressions;

namespace Tessera.Inference.Tokens;

/// <summary>A step that makes text plainer before it is cut.</summary>
internal abstract record Normalizer
{
    /// <exception cref="RegexMatchTimeoutException">A pattern takes too long for this text.</exception>
    public abstract string Apply(string text);
}

/// <summary>Every match becomes the content.</summary>
internal sealed record ReplaceNormalizer(Regex Pattern, string Content) : Normalizer
{
    public override string Apply(string text) => Pattern.Replace(text, Content.Replace("$", "$$", StringComparison.Ordinal));
}
