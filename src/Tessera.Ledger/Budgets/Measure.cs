namespace Tessera.Ledger.Budgets;

/// <summary>What an account counts.</summary>
public enum Measure
{
    /// <summary>Nano-dollars.</summary>
    Money,

    Requests,

    /// <summary>Finished pictures.</summary>
    Images,

    /// <summary>Input and output tokens together.</summary>
    Tokens,

    /// <summary>Pixels of finished pictures.</summary>
    Pixels,

    /// <summary>Calls in flight: nothing of it stays spent when a call has ended.</summary>
    Calls,
}

/// <summary>One quantity per <see cref="Measure"/>: what a call may need at worst, or what it came to.</summary>
/// <param name="Money">Nano-dollars.</param>
public readonly record struct Amounts(long Money, long Requests, long Images, long Tokens, long Pixels, long Calls)
{
    public long this[Measure measure] => measure switch
    {
        Measure.Money => Money,
        Measure.Requests => Requests,
        Measure.Images => Images,
        Measure.Tokens => Tokens,
        Measure.Pixels => Pixels,
        _ => Calls,
    };
}
