namespace Tessera.Gateway.Catalogue;

/// <summary>A count of tokens that is known only within bounds: at least, most likely, at most.</summary>
internal readonly record struct TokenSpan(long Least, long Likely, long Most)
{
    public static TokenSpan Exactly(long tokens) => new(tokens, tokens, tokens);

    public static TokenSpan operator +(TokenSpan a, TokenSpan b) => new(a.Least + b.Least, a.Likely + b.Likely, a.Most + b.Most);

    public static TokenSpan operator *(TokenSpan span, long times) => new(span.Least * times, span.Likely * times, span.Most * times);
}
