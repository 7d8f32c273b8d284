namespace Tessera.Ledger.Budgets;

/// <summary>How fast an owner's calls may come. Null: no limit. Each is 1 to <see cref="Most"/>.</summary>
/// <param name="Requests">A minute.</param>
/// <param name="Images">Finished pictures, a minute.</param>
/// <param name="Tokens">Input and output tokens together, a minute.</param>
/// <param name="Pixels">Of finished pictures, a minute.</param>
/// <param name="Calls">In flight at one moment.</param>
public sealed record RateLimits(long? Requests = null, long? Images = null, long? Tokens = null, long? Pixels = null, long? Calls = null)
{
    /// <summary>The largest limit of any kind; for pixels a thousand megapixels are one of these.</summary>
    public const long Most = 1_000_000_000;

    public const long PixelsMost = Most * 1_000_000;

    /// <summary>A call takes up to four minutes, and nobody holds a line longer than a few of these.</summary>
    public static TimeSpan WaitMax { get; } = TimeSpan.FromMinutes(10);

    public static RateLimits None { get; } = new();

    /// <summary>How long a call may stand in line for one of these limits instead of being refused.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>A wait without a limit, which nothing would keep.</summary>
    public bool WaitsForNothing => Wait > TimeSpan.Zero && this == None with { Wait = Wait };

    public long? this[Measure measure] => measure switch
    {
        Measure.Requests => Requests,
        Measure.Images => Images,
        Measure.Tokens => Tokens,
        Measure.Pixels => Pixels,
        Measure.Calls => Calls,
        _ => null,
    };

    public RateLimits With(Measure measure, long? limit) => measure switch
    {
        Measure.Requests => this with { Requests = limit },
        Measure.Images => this with { Images = limit },
        Measure.Tokens => this with { Tokens = limit },
        Measure.Pixels => this with { Pixels = limit },
        Measure.Calls => this with { Calls = limit },
        _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "money has budgets"),
    };

    /// <summary>What limits are about; calls in flight have no minute.</summary>
    public static IReadOnlyList<Measure> Measures { get; } = [Measure.Requests, Measure.Images, Measure.Tokens, Measure.Pixels, Measure.Calls];
}
